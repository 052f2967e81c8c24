import { onPress } from "../lib/busy.js"
import { find } from "../lib/find.js"
import { sayIfSlow } from "../lib/slow.js"

/**
 * @typedef {object} BeginPanelDelegate
 * @property {() => Promise<void>} begin rejects with an Error whose message is shown
 */

/** The button that begins the interview. */
export class BeginPanel {
  /**
   * @param {ParentNode} panel
   * @param {BeginPanelDelegate} delegate
   */
  constructor(panel, delegate) {
    this.error = find(panel, "[data-begin-error]", HTMLElement)
    this.slow = find(panel, "[data-slow]", HTMLElement)
    this.delegate = delegate
    onPress(find(panel, "[data-begin]", HTMLButtonElement), () => this.#begin())
  }

  async #begin() {
    this.#complain("")
    const beginning = this.delegate.begin().catch((error) => this.#complain(error.message))
    await sayIfSlow(beginning, (isSlow) => {
      this.slow.hidden = !isSlow
    })
  }

  /** @param {string} message */
  #complain(message) {
    this.error.textContent = message
    this.error.hidden = !message
  }
}
