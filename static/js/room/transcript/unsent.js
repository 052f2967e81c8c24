import { onPress } from "../../lib/busy.js"
import { find } from "../../lib/find.js"

/** What was written for a question that was skipped, with a button to copy it. */
export class Unsent {
  /** @param {ParentNode} turn */
  constructor(turn) {
    this.element = find(turn, "[data-unsent]", HTMLElement)
    this.text = find(turn, "[data-unsent-text]", HTMLElement)
    this.copied = find(turn, "[data-copied]", HTMLElement)
    onPress(find(turn, "[data-copy]", HTMLButtonElement), () => this.#copy())
  }

  /** @param {string} text "" if nothing was written */
  show(text) {
    this.text.textContent = text
    this.element.hidden = !text.trim()
  }

  async #copy() {
    const text = this.text.textContent ?? ""
    // Only secure pages have a clipboard. Elsewhere the text is selected, for the browser's own way to copy it.
    const isCopied = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    )
    this.copied.hidden = !isCopied
    if (!isCopied) getSelection()?.selectAllChildren(this.text)
  }
}
