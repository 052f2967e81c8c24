import { find } from "../../lib/find.js"
import { highlight } from "./highlights.js"

/** @import { Words } from "./selected_words.js" */

const MOST = 20 // for one competency; the server refuses more

/** The quotes of the form: boxes with a tick, and marks in the transcript. A box without its tick is no quote. */
export class Quotes {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement[]} answers
   * @param {HTMLTemplateElement} template of an item of a list of quotes
   */
  constructor(form, answers, template) {
    this.form = form
    this.answers = answers
    this.template = template
  }

  /**
   * @param {string} index of the competency
   * @param {Words} words
   * @returns {boolean} false if the competency has too many quotes
   */
  add(index, words) {
    const list = find(this.#fieldset(index), "[data-quotes]", HTMLElement)
    const value = [words.turn, words.start, words.end, words.text].join(":")
    const boxes = [...list.querySelectorAll("input")]
    const known = boxes.find((box) => box.value === value)
    if (!known && boxes.length >= MOST) return false
    if (known) known.checked = true
    else list.append(this.#item(`quote-${index}`, value, words.text))
    return true
  }

  /** @param {string} index */
  nameOf(index) {
    return find(this.#fieldset(index), "[data-name]", HTMLElement).textContent ?? ""
  }

  /** Mark the quotes in the transcript. */
  show() {
    for (const answer of this.answers) highlight(answer, this.#quotesOf(answer))
  }

  /** @param {HTMLElement} answer */
  #quotesOf(answer) {
    const boxes = [...this.form.querySelectorAll("[data-quotes] input:checked")]
    return boxes.flatMap((box) => {
      const { name, value } = /** @type {HTMLInputElement} */ (box)
      const [turn, start, end] = value.split(":")
      const quote = { start: Number(start), end: Number(end), name: this.nameOf(name.replace("quote-", "")) }
      return turn === answer.dataset.answer ? [quote] : []
    })
  }

  /**
   * @param {string} name
   * @param {string} value
   * @param {string} text
   */
  #item(name, value, text) {
    const item = /** @type {DocumentFragment} */ (this.template.content.cloneNode(true))
    const box = find(item, "input", HTMLInputElement)
    box.name = name
    box.value = value
    find(item, "q", HTMLElement).textContent = text
    return item
  }

  /** @param {string} index */
  #fieldset(index) {
    return find(this.form, `[data-competency="${index}"]`, HTMLElement)
  }
}
