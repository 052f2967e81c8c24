/** The page's sentences in the reader's language, from its <template>: scripts hold none of their own. */
export class Phrases {
  constructor(template) {
    this.sentences = new Map()
    for (const node of template.content.querySelectorAll("[data-phrase]")) {
      this.sentences.set(node.dataset.phrase, node.textContent)
    }
  }

  /** The sentence with `{name}` replaced by `values.name`. */
  say(name, values = {}) {
    return this.sentences.get(name).replace(/\{(\w+)\}/g, (_, key) => values[key])
  }
}
