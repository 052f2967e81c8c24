import { onPress } from "../lib/busy.js"

/** The button that begins the interview. Delegate: begin(), a promise whose rejection is shown. */
export class BeginPanel {
  constructor(panel, delegate) {
    this.error = panel.querySelector("[data-begin-error]")
    this.delegate = delegate
    onPress(panel.querySelector("[data-begin]"), () => this.#begin())
  }

  async #begin() {
    this.#complain("")
    await this.delegate.begin().catch((error) => this.#complain(error.message))
  }

  #complain(message) {
    this.error.textContent = message
    this.error.hidden = !message
  }
}
