/**
 * @import { Announcer } from "../lib/announcer.js"
 * @import { Phrases } from "../lib/phrases.js"
 */

const MINUTE_MS = 60_000
const TICK_MS = 1000

/** Warnings, from the most urgent on: the phrase for less than so many milliseconds. */
const WARNINGS = /** @type {const} */ ([
  [0, "time_warning_up"],
  [MINUTE_MS, "time_warning_one"],
  [5 * MINUTE_MS, "time_warning_five"],
])

/**
 * Return a clock that shows the server's time, because the device's own may be wrong by minutes.
 * @param {string} now the server's time when it made the page
 * @returns {() => number} in milliseconds
 */
export function serversClock(now) {
  const ahead = new Date(now).getTime() - Date.now()
  return () => Date.now() + ahead
}

/** Says how much time is left, if there is a limit, and warns when five minutes and one are left. */
export class TimeLeft {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  timer
  /** @type {number | undefined} */
  end
  warned = ""

  /**
   * @param {{label: HTMLElement | null, notice: HTMLElement | null}} elements null on a page without a limit
   * @param {{phrases: Phrases, announcer: Announcer, clock: () => number}} means
   */
  constructor({ label, notice }, { phrases, announcer, clock }) {
    this.label = label
    this.notice = notice
    this.phrases = phrases
    this.announcer = announcer
    this.clock = clock
  }

  /**
   * @param {string | undefined} endsAt when the time is up; undefined if there is no limit, or the interview has not begun
   * @param {boolean} isStopped whether the interview is paused, so that no time runs
   */
  until(endsAt, isStopped = false) {
    clearInterval(this.timer)
    this.end = endsAt ? new Date(endsAt).getTime() : undefined
    if (isStopped) return this.#showStopped()
    if (this.end !== undefined) this.timer = setInterval(() => this.show(), TICK_MS)
    this.show()
  }

  stop() {
    this.until(undefined)
  }

  show() {
    const left = this.end === undefined ? undefined : this.end - this.clock()
    if (this.label) put(this.label, left === undefined ? "" : this.#words(left))
    this.#warn(left === undefined ? "" : (WARNINGS.find(([below]) => left <= below)?.[1] ?? ""))
  }

  #showStopped() {
    if (!this.label || this.end === undefined) return
    put(this.label, this.phrases.say("time_stopped", { left: this.#words(this.end - this.clock()) }))
  }

  /** @param {number} left */
  #words(left) {
    if (left <= 0) return this.phrases.say("time_up")
    if (left <= MINUTE_MS) return this.phrases.say("time_seconds")
    return this.phrases.say("time_minutes", { minutes: Math.ceil(left / MINUTE_MS) })
  }

  /** @param {string} phrase "" for no warning */
  #warn(phrase) {
    if (!this.notice || phrase === this.warned) return
    this.warned = phrase
    this.notice.hidden = !phrase
    this.notice.textContent = phrase && this.phrases.say(phrase)
    if (phrase) this.announcer.say(this.notice.textContent)
  }
}

/**
 * @param {HTMLElement} element
 * @param {string} text
 */
function put(element, text) {
  if (element.textContent !== text) element.textContent = text
}
