import { attempt } from "../../lib/storage.js"

/**
 * The candidate's unsent answers, by turn. They are kept for this tab only and survive a reload, or, if storage is
 * switched off or full, until the page is left.
 */
export class Drafts {
  /** @type {Map<number, string>} */
  written = new Map()

  /** @param {number} interview */
  constructor(interview) {
    this.interview = interview
  }

  /** @param {number} turn */
  get(turn) {
    return this.written.get(turn) ?? attempt(() => sessionStorage.getItem(this.#key(turn))) ?? ""
  }

  /**
   * @param {number} turn
   * @param {string} text
   */
  set(turn, text) {
    this.written.set(turn, text)
    attempt(() => sessionStorage.setItem(this.#key(turn), text))
  }

  /** @param {number} turn */
  clear(turn) {
    this.written.delete(turn)
    attempt(() => sessionStorage.removeItem(this.#key(turn)))
  }

  /**
   * Move the first draft of `earlier` to `turn`, which asks the same question in other words. What was written there
   * already stays.
   * @param {number} turn
   * @param {number[]} earlier
   * @returns {boolean} whether a draft was moved
   */
  inherit(turn, earlier) {
    const from = earlier.find((number) => this.get(number))
    if (from === undefined || this.get(turn)) return false
    this.set(turn, this.get(from))
    this.clear(from)
    return true
  }

  /** Delete all of them. */
  forget() {
    this.written.clear()
    const keys = attempt(() => Object.keys(sessionStorage)) ?? []
    for (const key of keys.filter((key) => key.startsWith(this.#prefix))) attempt(() => sessionStorage.removeItem(key))
  }

  /** @param {number} turn */
  #key(turn) {
    return this.#prefix + turn
  }

  get #prefix() {
    return `draft:${this.interview}:`
  }
}
