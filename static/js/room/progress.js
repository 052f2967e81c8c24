import { find } from "../lib/find.js"

/**
 * @import { Phrases } from "../lib/phrases.js"
 * @import { TabTitle } from "./tab_title.js"
 * @import { TimeLeft } from "./time_left.js"
 * @import { Turn } from "./transcript/turn.js"
 */

/** How far the interview is, in words, as a bar and by the clock. */
export class Progress {
  /**
   * @param {HTMLElement} element
   * @param {number} questionCount without the closing words
   * @param {{phrases: Phrases, timeLeft: TimeLeft, tabTitle: TabTitle}} parts
   */
  constructor(element, questionCount, { phrases, timeLeft, tabTitle }) {
    this.bar = find(element, "progress", HTMLProgressElement)
    this.label = find(element, "[data-progress-label]", HTMLElement)
    this.questionCount = questionCount
    this.phrases = phrases
    this.timeLeft = timeLeft
    this.tabTitle = tabTitle
  }

  /**
   * @param {Turn | undefined} turn the newest one, if there is one
   * @param {boolean} isOver
   */
  show(turn, isOver) {
    this.bar.max = Math.max(this.questionCount, turn?.questionNumber ?? 0)
    this.bar.value = this.#done(turn)
    this.#say(this.#words(turn, isOver))
    if (turn) this.tabTitle.show(turn)
    if (isOver) this.timeLeft.stop()
  }

  /** @param {string} words */
  #say(words) {
    if (this.label.textContent === words) return
    this.label.textContent = words
    // Without this text, screen readers would read the value as a percentage.
    this.bar.setAttribute("aria-valuetext", words)
  }

  /**
   * Return how many questions are behind the candidate. After an answer the same question may come in other words, so
   * an answered question counts once it is known that the next turn asks another one.
   * @param {Turn | undefined} turn
   */
  #done(turn) {
    if (!turn) return 0
    if (turn.isClosing) return turn.questionNumber // fewer than planned if the time was up
    return turn.questionNumber - 1
  }

  /**
   * @param {Turn | undefined} turn
   * @param {boolean} isOver
   */
  #words(turn, isOver) {
    const number = turn?.questionNumber ?? 0
    if (turn?.isClosing && number < this.bar.max) {
      return this.phrases.say("progress_early", { number, total: this.bar.max })
    }
    if (isOver) return this.phrases.say(turn?.status === "closed" ? "progress_after" : "progress_over")
    if (!turn) return this.phrases.say("progress_before")
    if (turn.isClosing) return this.phrases.say("closing")
    return this.phrases.say("question_of", { number: turn.questionNumber, total: this.bar.max })
  }
}
