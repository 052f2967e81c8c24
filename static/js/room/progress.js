/** How far the interview is, in words and as a bar. */
export class Progress {
  constructor(element, questionCount, phrases) {
    this.bar = element.querySelector("progress")
    this.label = element.querySelector("[data-progress-label]")
    this.questionCount = questionCount
    this.phrases = phrases
  }

  /** `turn` is the newest one, if there is one. */
  show(turn, isOver) {
    this.bar.max = Math.max(this.questionCount, turn && !turn.isClosing ? turn.number : 0)
    this.bar.value = this.#answered(turn)
    this.#say(this.#words(turn, isOver))
  }

  #say(words) {
    if (this.label.textContent === words) return
    this.label.textContent = words
    // The number alone would be read as a percentage.
    this.bar.setAttribute("aria-valuetext", words)
  }

  #answered(turn) {
    if (!turn) return 0
    if (turn.isClosing) return this.bar.max
    return turn.number - (turn.status === "answered" ? 0 : 1)
  }

  #words(turn, isOver) {
    if (isOver) return this.phrases.say(turn?.status === "closed" ? "progress_after" : "progress_over")
    if (!turn) return this.phrases.say("progress_before")
    if (turn.isClosing) return this.phrases.say("closing")
    return this.phrases.say("question_of", { number: turn.number, total: this.bar.max })
  }
}
