/** The room's buttons for the voice, and why it is silent where that is not as it should be. */
export class VoiceBar {
  constructor(element, { voice, preferences, phrases }) {
    Object.assign(this, { element, voice, preferences, phrases })
    this.mute = this.#part("mute")
    this.repeat = this.#part("repeat")
    this.reason = this.#part("silence")
    this.mute.addEventListener("click", () => preferences.set("isMuted", !preferences.get("isMuted")))
    this.repeat.addEventListener("click", () => voice.repeat())
    this.#part("wake").addEventListener("click", () => voice.wake())
    closeElsewhere(element.querySelector("details"))
    voice.addEventListener("change", () => this.#show())
    preferences.addEventListener("change", () => this.#show())
    this.#show()
  }

  #show() {
    this.element.hidden = !(this.voice.isAttended || this.voice.isSpeaking || this.voice.isOwedSound)
    this.mute.setAttribute("aria-pressed", this.preferences.get("isMuted"))
    this.repeat.setAttribute("aria-disabled", !this.voice.canRepeat)
    this.#explain(this.voice.silence)
  }

  #explain(silence) {
    if (silence === this.reason.dataset.silence) return
    // The button that was pressed goes.
    if (this.reason.contains(document.activeElement)) this.mute.focus()
    this.reason.dataset.silence = silence
    this.reason.hidden = !silence
    this.#part("reason").textContent = silence && this.phrases.say(`silence_${silence}`)
    this.#part("wake").hidden = silence !== "blocked"
  }

  #part(name) {
    return this.element.querySelector(`[data-${name}]`)
  }
}

/** A click or the focus elsewhere, or Escape, closes what is folded out over the page. */
function closeElsewhere(details) {
  for (const move of ["click", "focusin"]) {
    addEventListener(move, ({ target }) => {
      if (!details.contains(target)) details.open = false
    })
  }
  details.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !details.open) return
    details.open = false
    details.querySelector("summary").focus()
  })
}
