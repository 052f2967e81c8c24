/** Lets the keyboard rate: digits choose a score, 0 means too little evidence, and Escape returns to the transcript. */
export class RatingKeys {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement[]} answers
   */
  constructor(form, answers) {
    this.form = form
    this.back = answers[0] // to where Escape returns
    for (const answer of answers) answer.addEventListener("focus", () => (this.back = answer))
    form.addEventListener("keydown", (event) => this.#onKey(event))
  }

  /**
   * Focus the scores of a competency.
   * @param {string} index
   */
  go(index) {
    const scores = this.#scores(`score-${index}`)
    const chosen = scores.find((score) => score.checked) ?? scores[0]
    chosen.focus()
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    const { name = "" } = /** @type {HTMLInputElement} */ (event.target)
    if (event.key === "Escape") this.back?.focus()
    else if (name.startsWith("score-")) this.#choose(name, event)
  }

  /**
   * @param {string} name of the scores of a competency
   * @param {KeyboardEvent} event
   */
  #choose(name, event) {
    const scores = this.#scores(name)
    const chosen = event.key === "0" ? scores.at(-1) : scores.slice(0, -1).find(({ value }) => value === event.key)
    if (!chosen) return
    event.preventDefault()
    chosen.checked = true
    chosen.focus()
    chosen.dispatchEvent(new Event("input", { bubbles: true }))
  }

  /**
   * Return a competency's scores; the last one is "not enough evidence".
   * @param {string} name
   */
  #scores(name) {
    return /** @type {HTMLInputElement[]} */ ([...this.form.querySelectorAll(`input[name="${name}"]`)])
  }
}
