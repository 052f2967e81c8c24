/** The page's sentences in the reader's language, taken from its <template>, so that scripts contain none. */
export class Phrases {
  /** @param {HTMLTemplateElement} template */
  constructor(template) {
    /** @type {Map<string | undefined, string>} */
    this.sentences = new Map()
    for (const node of template.content.querySelectorAll("[data-phrase]")) {
      this.sentences.set(/** @type {HTMLElement} */ (node).dataset.phrase, node.textContent ?? "")
    }
  }

  /**
   * Return the sentence, with each `{name}` in it replaced by `values.name`. Throws if the page has no such sentence.
   * @param {string} name
   * @param {Record<string, string | number>} values
   */
  say(name, values = {}) {
    const sentence = this.sentences.get(name)
    if (sentence === undefined) throw new Error(`the page has no phrase ${name}`)
    return sentence.replace(/\{(\w+)\}/g, (_, key) => String(values[key]))
  }
}
