import { onPress } from "../../lib/busy.js"
import { find } from "../../lib/find.js"

/**
 * @typedef {object} UnsentTextsDelegate
 * @property {(text: string) => void} useWanted called when the candidate wants the text in the box
 * @property {(text: string) => void} dismissWanted called when the candidate does not want the text any more
 */

/** Texts that were not sent, each with a button to copy it and, if there is a delegate, to use or delete it. */
export class UnsentTexts {
  /** @type {string[]} */
  shown = []

  /**
   * @param {HTMLElement} element
   * @param {HTMLTemplateElement} template of one text
   * @param {UnsentTextsDelegate} [delegate]
   */
  constructor(element, template, delegate) {
    this.element = element
    this.list = find(element, "[data-unsent-texts]", HTMLElement)
    this.template = template
    this.delegate = delegate
  }

  /** @param {string[]} texts */
  show(texts) {
    this.element.hidden = !texts.length
    if (texts.length === this.shown.length && texts.every((text, index) => text === this.shown[index])) return
    this.shown = texts
    this.list.replaceChildren(...texts.map((text) => this.#item(text)))
  }

  /** @param {string} text */
  #item(text) {
    const item = /** @type {DocumentFragment} */ (this.template.content.cloneNode(true))
    const shown = find(item, "[data-unsent-text]", HTMLElement)
    const copied = find(item, "[data-copied]", HTMLElement)
    shown.textContent = text
    onPress(find(item, "[data-copy]", HTMLButtonElement), () => copy(shown, copied))
    this.#offer(find(item, "[data-use]", HTMLButtonElement), () => this.delegate?.useWanted(text))
    this.#offer(find(item, "[data-dismiss]", HTMLButtonElement), () => this.delegate?.dismissWanted(text))
    return item
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {() => void} wanted
   */
  #offer(button, wanted) {
    button.hidden = !this.delegate
    onPress(button, async () => wanted())
  }
}

/**
 * @param {HTMLElement} shown the text
 * @param {HTMLElement} copied says that it was copied
 */
async function copy(shown, copied) {
  // Only secure pages have a clipboard. Elsewhere the text is selected, for the browser's own way to copy it.
  const isCopied = await navigator.clipboard?.writeText(shown.textContent ?? "").then(
    () => true,
    () => false,
  )
  copied.hidden = !isCopied
  if (!isCopied) getSelection()?.selectAllChildren(shown)
}
