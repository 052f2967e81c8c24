/** Lets the keyboard select sentences of an answer: the arrow keys go from one to the next, with Shift they extend. */
export class SentenceSteps {
  /** @param {HTMLElement} answer */
  constructor(answer) {
    this.answer = answer
    /** The first and the last selected sentence, -1 for none yet. */
    this.first = -1
    this.last = -1
    answer.tabIndex = 0
    answer.setAttribute("role", "group")
    answer.addEventListener("keydown", (event) => this.#onKey(event))
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const sentences = this.#sentences()
    this.last = Math.min(sentences.length - 1, Math.max(0, this.last + step))
    if (!event.shiftKey || this.first < 0) this.first = this.last
    const [from, to] = [Math.min(this.first, this.last), Math.max(this.first, this.last)]
    this.#select(sentences[from].start, sentences[to].end)
  }

  /** Return where each sentence starts and ends, in UTF-16 units. */
  #sentences() {
    const text = this.answer.textContent ?? ""
    const segmenter = new Intl.Segmenter(this.answer.lang, { granularity: "sentence" })
    return [...segmenter.segment(text)].map(({ index, segment }) => ({ start: index, end: index + segment.length }))
  }

  /**
   * @param {number} start
   * @param {number} end
   */
  #select(start, end) {
    const [from, to] = [this.#place(start), this.#place(end)]
    document.getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset)
  }

  /**
   * Return the text node at an offset into the answer: highlighted words are nodes of their own.
   * @param {number} offset
   * @returns {{node: Node, offset: number}}
   */
  #place(offset) {
    const walker = document.createTreeWalker(this.answer, NodeFilter.SHOW_TEXT)
    let left = offset
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const length = node.textContent?.length ?? 0
      if (left <= length) return { node, offset: left }
      left -= length
    }
    return { node: this.answer, offset: this.answer.childNodes.length }
  }
}
