import { Backoff } from "./backoff.js"

const INTERVAL_MS = 1500
// Three bytes each in UTF-8 at most, and room for escapes: what comes behind would be more than the API takes.
const MAX_LENGTH = 16_000

/**
 * Sends an answer as it grows, so that the interviewer can read it before it is sent: the newest text, one request at
 * a time, at most one each interval. It is a convenience: whatever goes wrong, the candidate hears nothing of it.
 */
export class DraftSender {
  constructor(api) {
    this.api = api
    this.backoff = new Backoff()
    this.isUnderWay = false
    this.notBefore = 0 // in the clock of performance.now()
  }

  /** The answer to that turn changed. */
  written(turn, text) {
    const draft = text.trimStart().slice(0, MAX_LENGTH)
    this.draft = { turn, text: draft.toWellFormed?.() ?? draft }
    this.#schedule()
  }

  /** The answer is being sent, or no longer wanted: what was not sent by now never is. */
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
    if (isSame(draft, this.sent)) return // as it was before, again
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

function isSame(draft, sent) {
  return draft.turn === sent?.turn && draft.text === sent.text
}
