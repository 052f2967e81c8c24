import { find } from "../lib/find.js"

/**
 * @import { Phrases } from "../lib/phrases.js"
 * @import { Preferences } from "./preferences.js"
 * @import { Voice } from "./voice.js"
 */

/** The room's buttons for the voice, and the reason if it is silent when it should not be. */
export class VoiceBar {
  /**
   * @param {ParentNode} page
   * @param {{voice: Voice, preferences: Preferences, phrases: Phrases}} parts
   */
  constructor(page, { voice, preferences, phrases }) {
    this.controls = find(page, "#voice", HTMLElement)
    this.voice = voice
    this.preferences = preferences
    this.phrases = phrases
    this.mute = find(page, "[data-mute]", HTMLElement)
    this.repeat = find(page, "[data-repeat]", HTMLElement)
    this.reason = find(page, "[data-silence]", HTMLElement)
    this.waker = find(this.reason, "[data-wake]", HTMLElement)
    this.mute.addEventListener("click", () => preferences.set("isMuted", !preferences.get("isMuted")))
    this.repeat.addEventListener("click", () => voice.repeat())
    this.waker.addEventListener("click", () => voice.wake())
    closeElsewhere(find(this.controls, "details", HTMLDetailsElement))
    voice.addEventListener("change", () => this.#show())
    preferences.addEventListener("change", () => this.#show())
    this.#show()
  }

  #show() {
    this.mute.hidden = this.controls.hidden = !(
      this.voice.isAttended ||
      this.voice.isSpeaking ||
      this.voice.isOwedSound
    )
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
    find(this.reason, "[data-reason]", HTMLElement).textContent = silence && this.phrases.say(`silence_${silence}`)
    this.waker.hidden = silence !== "blocked"
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
