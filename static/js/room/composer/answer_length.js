import { countCodePoints } from "../../lib/code_points.js"

/**
 * @import { Announcer } from "../../lib/announcer.js"
 * @import { Phrases } from "../../lib/phrases.js"
 */

const NEARLY_FULL = 0.875
const PAUSE_MS = 1000
const STEP = 100

/** Shows the length of an answer that nears the limit. Typing goes on beyond it. */
export class AnswerLength {
  /** @type {number | undefined} */
  timer
  /** The last length that screen readers were told, in whole steps. */
  told = 0

  /**
   * @param {HTMLElement} element
   * @param {{limit: number, phrases: Phrases, announcer: Announcer}} parts `limit` in code points
   */
  constructor(element, { limit, phrases, announcer }) {
    this.element = element
    this.limit = limit
    this.phrases = phrases
    this.announcer = announcer
  }

  /**
   * Show the length of this answer.
   * @param {string} text as it would be sent
   */
  measure(text) {
    const count = countCodePoints(text)
    this.element.hidden = count < this.limit * NEARLY_FULL
    this.element.textContent = this.element.hidden ? "" : this.#words(count)
    this.element.classList.toggle("composer__size--over", count > this.limit)
    this.#announce(this.element.hidden ? 0 : Math.ceil(count / STEP))
  }

  /**
   * Return what is wrong with the length of this answer; "" if it can be sent.
   * @param {string} text as it would be sent
   */
  problem(text) {
    const excess = countCodePoints(text) - this.limit
    return excess > 0 ? this.phrases.say("answer_too_long", this.#figures({ limit: this.limit, excess })) : ""
  }

  /** @param {number} count */
  #words(count) {
    const { limit } = this
    const phrase = count > limit ? "answer_over" : "answer_size"
    return this.phrases.say(phrase, this.#figures({ count, limit, excess: count - limit }))
  }

  /**
   * Tell screen readers, once a hundred characters and in a pause of the typing.
   * @param {number} step
   */
  #announce(step) {
    clearTimeout(this.timer)
    if (!step) this.told = 0
    if (step === this.told) return
    this.timer = setTimeout(() => {
      this.told = step
      this.announcer.say(this.element.textContent ?? "")
    }, PAUSE_MS)
  }

  /** @param {Record<string, number>} numbers */
  #figures(numbers) {
    const language = document.documentElement.lang
    return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, value.toLocaleString(language)]))
  }
}
