/**
 * @import { Sentence } from "../stream/events.js"
 * @import { SentenceReader } from "./sentence_reader.js"
 *
 * @typedef {object} Text of a question on the page
 * @property {(offset: number) => boolean} hasShown whether the page shows it beyond `offset`, which counts code points
 * @property {(sentence: Sentence) => void} mark
 * @property {() => void} unmark
 */

/** The voice's delegate: connects it to the text on the page and to what screen readers are told. */
export class VoicedText {
  /**
   * @param {{turn: (number: number) => {spoken: Text}}} transcript
   * @param {SentenceReader} reader
   */
  constructor(transcript, reader) {
    this.transcript = transcript
    this.reader = reader
  }

  /**
   * @param {number} turn
   * @param {number} offset in code points
   */
  hasShown(turn, offset) {
    return this.transcript.turn(turn).spoken.hasShown(offset)
  }

  /**
   * @param {number} turn
   * @param {Sentence} sentence
   */
  sentenceBegan(turn, sentence) {
    this.transcript.turn(turn).spoken.mark(sentence)
  }

  /**
   * @param {number} _
   * @param {Sentence} sentence
   * @param {boolean} wasSpoken
   */
  sentencePassed(_, sentence, wasSpoken) {
    this.reader.pass(sentence, wasSpoken)
  }

  /** @param {number} turn */
  fellSilent(turn) {
    this.transcript.turn(turn).spoken.unmark()
  }
}
