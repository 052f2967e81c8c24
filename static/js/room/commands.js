/**
 * @import { RoomParts } from "./parts.js"
 * @import { Turn } from "./transcript/turn.js"
 *
 * @typedef {object} CommandsDelegate
 * @property {(turn: number) => void} began called once the interview has begun with that turn
 * @property {(turn: number) => void} expect called once that turn's question is to come
 * @property {() => Promise<void>} refresh updates the transcript from the API
 * @property {() => Promise<void>} checkStream recovers what a silent stream has missed
 */

/** What the candidate asks for: to begin, to answer, skip or rephrase a question, to stop one, and to ask it again. */
export class Commands {
  /**
   * @param {RoomParts} parts
   * @param {CommandsDelegate} delegate
   */
  constructor({ api, phrases, transcript, statusLine, outage, voice }, delegate) {
    this.phrases = phrases
    this.api = api
    this.transcript = transcript
    this.statusLine = statusLine
    this.outage = outage
    this.voice = voice
    this.delegate = delegate
  }

  async begin() {
    this.voice.wake() // while the press is being handled
    const { turn } = await this.api.start()
    this.delegate.began(turn)
  }

  answering() {
    this.voice.answering()
  }

  /**
   * @param {number} number
   * @param {string} text
   */
  async answerWritten(number, text) {
    this.voice.stopSpeaking()
    try {
      await this.api.answer(number, text)
      this.transcript.turn(number).answer(text)
    } catch (error) {
      // Perhaps an answer was accepted before: this one, with its reply lost, or another tab's.
      await this.delegate.refresh()
      const { isPassed, status, answerText } = this.transcript.turn(number)
      if (!isPassed) throw error
      if (status !== "answered" || answerText !== text) return this.#tellPassed(status)
    }
    this.delegate.expect(number + 1)
  }

  /** @param {number} number */
  rephraseWanted(number) {
    return this.#passOn(number, "rephrased", () => this.api.rephrase(number))
  }

  /** @param {number} number */
  skipWanted(number) {
    return this.#passOn(number, "skipped", () => this.api.skip(number))
  }

  /**
   * Leave a question without an answer.
   * @param {number} number
   * @param {"rephrased" | "skipped"} outcome
   * @param {() => Promise<object>} request
   */
  async #passOn(number, outcome, request) {
    this.voice.stopSpeaking()
    try {
      await request()
      const turn = this.transcript.turn(number)
      if (outcome === "skipped") turn.skip()
      else turn.rephrase()
    } catch (error) {
      // Perhaps the reply was lost, or another tab was faster.
      await this.delegate.refresh()
      const { isPassed, status } = this.transcript.turn(number)
      if (!isPassed) throw error
      if (status !== outcome) return this.#tellPassed(status)
    }
    this.delegate.expect(number + 1)
  }

  /** @param {Turn} turn */
  async stop(turn) {
    this.voice.stopSpeaking() // at once, and even if it is too late to stop the question
    const isAccepted = await this.#orTell(this.api.cancel(turn.number))
    if (isAccepted && this.outage.isTold) await this.delegate.checkStream()
  }

  /** @param {Turn} turn */
  async retry(turn) {
    try {
      await this.api.retry(turn.number)
    } catch (error) {
      return this.#tell(error)
    }
    this.delegate.expect(turn.number)
  }

  /**
   * Wait for a request. If it fails, show why.
   * @template T
   * @param {Promise<T>} request
   * @returns {Promise<T | undefined>}
   */
  async #orTell(request) {
    try {
      return await request
    } catch (error) {
      this.#tell(error)
    }
  }

  /**
   * Say that something else was done with the question before.
   * @param {string} status of its turn
   */
  #tellPassed(status) {
    const phrase = status === "answered" ? "refused_answered" : "refused_passed"
    this.#tell(new Error(this.phrases.say(phrase)))
  }

  /** @param {unknown} error */
  #tell(error) {
    this.statusLine.tell(/** @type {Error} */ (error).message)
  }
}
