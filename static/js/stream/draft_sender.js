import { utf16Index } from "../lib/code_points.js"
import { Backoff } from "./backoff.js"

/**
 * @import { Api } from "./api.js"
 *
 * @typedef {{turn: number, text: string}} DraftText
 */

const INTERVAL_MS = 1500

/**
 * Sends an answer while it is being written, so that the model can read it before it is submitted: always the newest
 * text, one request at a time, at most one per interval. This is only an optimisation, so failures are not shown.
 */
export class DraftSender {
  /** @type {DraftText | undefined} */
  draft
  /** @type {DraftText | undefined} */
  sent
  /** @type {number | undefined} */
  timer

  /**
   * @param {Api} api
   * @param {number} limit of an answer in code points; the rest of a longer draft is not sent
   */
  constructor(api, limit) {
    this.api = api
    this.limit = limit
    this.backoff = new Backoff()
    this.isUnderWay = false
    this.notBefore = 0 // on the clock of performance.now()
  }

  /**
   * Note that the answer to that turn changed.
   * @param {number} turn
   * @param {string} text
   */
  written(turn, text) {
    const start = text.trimStart()
    const draft = (start.toWellFormed?.() ?? start).normalize("NFC")
    this.draft = { turn, text: draft.slice(0, utf16Index(draft, this.limit)) }
    this.#schedule()
  }

  /** Drop what has not been sent: the answer is being submitted, or is no longer wanted. */
  stop() {
    this.draft = undefined
    clearTimeout(this.timer)
    this.timer = undefined
  }

  #schedule() {
    if (this.timer || this.isUnderWay || !this.draft || isSame(this.draft, this.sent)) return
    const wait = Math.max(INTERVAL_MS, this.notBefore - performance.now())
    this.timer = setTimeout(() => this.#send(), wait)
  }

  async #send() {
    this.timer = undefined
    const { draft } = this
    if (!draft || isSame(draft, this.sent)) return // changed back since it was scheduled
    this.isUnderWay = true
    try {
      await this.api.draft(draft.turn, draft.text)
      this.backoff.reset()
      this.sent = draft
    } catch {
      this.notBefore = performance.now() + this.backoff.next(1)
    } finally {
      this.isUnderWay = false
      this.#schedule()
    }
  }
}

/**
 * @param {DraftText} draft
 * @param {DraftText | undefined} sent
 */
function isSame(draft, sent) {
  return draft.turn === sent?.turn && draft.text === sent.text
}
