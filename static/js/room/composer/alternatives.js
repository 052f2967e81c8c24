import { onPress, setBusy } from "../../lib/busy.js"
import { find } from "../../lib/find.js"

/**
 * @typedef {object} AlternativesDelegate
 * @property {() => Promise<void>} rephraseWanted called when the candidate wants the question in other words
 * @property {() => Promise<void>} skipWanted called when the candidate has confirmed that the question is to be skipped
 */

/** What a candidate can do instead of answering. Skipping takes a second press, because it cannot be undone. */
export class Alternatives {
  /**
   * @param {ParentNode} form
   * @param {AlternativesDelegate} delegate
   */
  constructor(form, delegate) {
    this.choice = find(form, "[data-alternatives]", HTMLElement)
    this.confirmation = find(form, "[data-skip-confirmation]", HTMLElement)
    this.unsentNote = find(form, "[data-skip-unsent]", HTMLElement)
    this.rephrase = find(form, "[data-rephrase]", HTMLButtonElement)
    this.skip = find(form, "[data-skip]", HTMLButtonElement)
    this.yes = find(form, "[data-skip-yes]", HTMLButtonElement)
    this.no = find(form, "[data-skip-no]", HTMLButtonElement)
    onPress(this.rephrase, () => delegate.rephraseWanted())
    onPress(this.skip, async () => this.#ask())
    onPress(this.yes, () => delegate.skipWanted())
    onPress(this.no, async () => this.#goBack())
    this.confirmation.addEventListener("keydown", this)
  }

  /** Offer both again. */
  reset() {
    this.confirmation.hidden = true
    this.choice.hidden = false
  }

  /** @param {boolean} hasText whether something is written that skipping would not send */
  written(hasText) {
    this.unsentNote.hidden = !hasText
  }

  /** @param {boolean} isSending whether something is being sent, so that nothing else can be */
  setSending(isSending) {
    for (const button of [this.rephrase, this.skip, this.yes, this.no]) setBusy(button, isSending)
  }

  /** Offer both again after a request that failed. */
  failed() {
    const hadFocus = this.confirmation.contains(document.activeElement)
    this.reset()
    if (hadFocus) this.skip.focus()
  }

  /** @param {KeyboardEvent} event */
  handleEvent(event) {
    if (event.key === "Escape" && !event.isComposing) this.#goBack()
  }

  #ask() {
    this.choice.hidden = true
    this.confirmation.hidden = false
    this.no.focus({ preventScroll: true }) // so that a key that is held down skips nothing
    this.no.scrollIntoView({ block: "nearest" })
  }

  #goBack() {
    this.reset()
    this.skip.focus()
  }
}
