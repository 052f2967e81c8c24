/**
 * @import { Phrases } from "../../lib/phrases.js"
 *
 * @typedef {object} WaitingDelegate
 * @property {(text: string) => void} waitingSaid called with each note that is shown
 * @property {() => void} checkStream called twice in the first ten seconds in which no text comes
 * @property {() => void} waitingLong called every ten seconds while no text comes
 */

const QUIET_MS = 1_000
const LONG_MS = 10_000
// The first finds a stream that brings nothing, the second one that brings nothing even after a restart.
const CHECKS_MS = [3_500, 7_000]

/** The note of a question whose text has not come: none at first, then "thinking", then that it takes long. */
export class Waiting {
  /** @type {number[] | undefined} */
  timers

  /**
   * @param {HTMLElement} node
   * @param {Phrases} phrases
   * @param {WaitingDelegate} delegate
   */
  constructor(node, phrases, delegate) {
    this.node = node
    this.phrases = phrases
    this.delegate = delegate
  }

  start() {
    if (this.timers) return
    this.timers = [setTimeout(() => this.#show("thinking"), QUIET_MS), ...this.#watch()]
  }

  /** Wait for the next piece of text, which needs no note until it takes long. */
  heard() {
    this.stop()
    this.timers = this.#watch()
  }

  stop() {
    for (const timer of this.timers ?? []) clearTimeout(timer) // clears intervals as well: they share their ids
    this.timers = undefined
    this.node.hidden = true
    delete this.node.dataset.long
    this.node.textContent = ""
  }

  #watch() {
    const checks = CHECKS_MS.map((milliseconds) => setTimeout(() => this.delegate.checkStream(), milliseconds))
    return [...checks, setInterval(() => this.#takeLong(), LONG_MS)]
  }

  #takeLong() {
    this.node.dataset.long = "" // from now on a candidate may stop the question (room.css)
    this.#show("thinking_long")
    this.delegate.waitingLong()
  }

  /** @param {string} phrase */
  #show(phrase) {
    const text = this.phrases.say(phrase)
    if (this.node.textContent === text) return
    this.node.hidden = false
    this.node.textContent = text
    this.delegate.waitingSaid(text)
  }
}
