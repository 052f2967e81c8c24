/**
 * @import { Announcer } from "../lib/announcer.js"
 * @import { Sentence } from "../stream/events.js"
 * @import { Silence } from "./silence.js"
 * @import { Voice } from "./voice.js"
 *
 * @typedef {{index: number, text: string, final: boolean, isTold: boolean}} Known
 *
 * @typedef {object} Question
 * @property {number} number
 * @property {string} label such as "Question 2"
 * @property {string} question its text
 */

/**
 * Reads the question to screen readers, each sentence once it is whole. While the voice is heard it gives only the
 * question's label; once the voice is no longer heard, it reads the sentences that were not spoken.
 */
export class SentenceReader {
  /** @type {Question | undefined} */
  turn
  /** @type {string | undefined} */
  language
  /** @type {Known[]} */
  sentences = []
  isNamed = false
  isWhole = false

  /**
   * @param {Announcer} announcer
   * @param {Voice | Silence} voice
   */
  constructor(announcer, voice) {
    this.announcer = announcer
    this.voice = voice
    voice.addEventListener("change", () => this.#catchUp())
  }

  /**
   * @param {Question} turn
   * @param {string | undefined} language of its text
   */
  begin(turn, language) {
    this.stop()
    this.turn = turn
    this.language = language
  }

  /**
   * Stop reading that question.
   * @param {number} number
   */
  drop(number) {
    if (this.turn?.number === number) this.stop()
  }

  stop() {
    this.turn = undefined
    this.sentences = []
    this.isNamed = this.isWhole = false
  }

  /**
   * Note that a sentence is whole.
   * @param {Question} turn
   * @param {Omit<Sentence, "turn">} sentence
   */
  take(turn, { index, text, final = true }) {
    if (turn !== this.turn) return
    this.#nameQuestion(turn)
    this.sentences.push({ index, text, final, isTold: false })
    this.#catchUp()
  }

  /**
   * Note that the voice is past that sentence.
   * @param {{index: number}} sentence
   * @param {boolean} wasSpoken
   */
  pass({ index }, wasSpoken) {
    const sentence = this.sentences.find((known) => known.index === index)
    if (!sentence || sentence.isTold) return
    sentence.isTold = true
    if (!wasSpoken) this.#say([sentence])
  }

  /**
   * Note that the whole question is on the page.
   * @param {Question} turn
   */
  finish(turn) {
    if (turn !== this.turn) return
    this.#nameQuestion(turn)
    this.isWhole = true
    // A question that came without sentences is not spoken.
    if (!this.sentences.length) this.#say([{ text: turn.question }])
    this.#catchUp()
  }

  /** @param {Question} turn */
  #nameQuestion(turn) {
    if (!this.isNamed) this.announcer.say(`${turn.label}. `)
    this.isNamed = true
  }

  #catchUp() {
    if (this.voice.isAudible && !this.voice.hasGivenUp) return
    const rest = this.sentences.filter(({ isTold }) => !isTold)
    const end = this.isWhole ? rest.length : rest.findLastIndex(({ final }) => final) + 1
    this.#say(rest.slice(0, end))
    for (const sentence of rest.slice(0, end)) sentence.isTold = true
  }

  /** @param {{text: string}[]} sentences */
  #say(sentences) {
    if (sentences.length) this.announcer.say(sentences.map(({ text }) => text.trim()).join(" "), this.language)
  }
}
