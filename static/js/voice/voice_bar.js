import { find } from "../lib/find.js"

/**
 * @import { Phrases } from "../lib/phrases.js"
 * @import { Preferences } from "./preferences.js"
 * @import { Voice } from "./voice.js"
 */

/** The room's buttons for the voice, and the reason if it is silent when it should not be. */
export class VoiceBar {
  /**
   * @param {HTMLElement} element
   * @param {{voice: Voice, preferences: Preferences, phrases: Phrases}} parts
   */
  constructor(element, { voice, preferences, phrases }) {
    this.element = element
    this.voice = voice
    this.preferences = preferences
    this.phrases = phrases
    this.mute = this.#part("mute")
    this.repeat = this.#part("repeat")
    this.reason = this.#part("silence")
    this.mute.addEventListener("click", () => preferences.set("isMuted", !preferences.get("isMuted")))
    this.repeat.addEventListener("click", () => voice.repeat())
    this.#part("wake").addEventListener("click", () => voice.wake())
    closeElsewhere(find(element, "details", HTMLDetailsElement))
    voice.addEventListener("change", () => this.#show())
    preferences.addEventListener("change", () => this.#show())
    this.#show()
  }

  #show() {
    this.element.hidden = !(this.voice.isAttended || this.voice.isSpeaking || this.voice.isOwedSound)
    this.mute.setAttribute("aria-pressed", String(this.preferences.get("isMuted")))
    this.repeat.setAttribute("aria-disabled", String(!this.voice.canRepeat))
    this.#explain(this.voice.silence)
  }

  /** @param {string} silence why nothing is heard, as the voice gives it */
  #explain(silence) {
    if (silence === this.reason.dataset.silence) return
    // The button that had the focus is about to disappear.
    if (this.reason.contains(document.activeElement)) this.mute.focus()
    this.reason.dataset.silence = silence
    this.reason.hidden = !silence
    this.#part("reason").textContent = silence && this.phrases.say(`silence_${silence}`)
    this.#part("wake").hidden = silence !== "blocked"
  }

  /** @param {string} name */
  #part(name) {
    return find(this.element, `[data-${name}]`, HTMLElement)
  }
}

/**
 * Close the settings, which fold out over the page, on a click or the focus elsewhere, and on Escape.
 * @param {HTMLDetailsElement} details
 */
function closeElsewhere(details) {
  for (const move of ["click", "focusin"]) {
    addEventListener(move, ({ target }) => {
      if (!details.contains(/** @type {Node | null} */ (target))) details.open = false
    })
  }
  details.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !details.open) return
    details.open = false
    details.querySelector("summary")?.focus()
  })
}
