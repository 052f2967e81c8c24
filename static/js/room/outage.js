/**
 * @import { Phrases } from "../lib/phrases.js"
 *
 * @typedef {object} OutageDelegate
 * @property {(text: string) => void} outageSaid called with each notice, for screen readers
 */

const QUIET_MS = 3_000
const AGAIN_MS = 3_000
const STEADY_MS = 5_000
const TIMEOUT_MS = 10_000
const REPEATEDLY = 2

/** The phrase for each part that may be away. If several are, the first one counts. */
const PHRASES = [
  ["server", "away_server"],
  ["database", "away_database"],
  ["redis", "away_line"],
  ["line", "away_line"],
  ["worker", "away_worker"],
]

/**
 * Says which part of the product is away while a question is late, or while the stream breaks again and again. It asks
 * the server, repeats that every few seconds until all is well, and then asks no more.
 */
export class Outage {
  /** @type {OutageDelegate} */
  delegate
  /** @type {number | undefined} */
  timer
  /** @type {Promise<Set<string>> | undefined} */
  inquiry
  /** When the stream opened, on the clock of performance.now(). @type {number | undefined} */
  openedAt
  isExpecting = false
  losses = 0
  phrase = ""

  /**
   * @param {HTMLElement} element
   * @param {string} path answers with JSON in which a part that is there is "ok"
   * @param {Phrases} phrases
   * @param {() => number} random from 0 to 1
   */
  constructor(element, path, phrases, random = Math.random) {
    this.element = element
    this.path = path
    this.phrases = phrases
    this.random = random
  }

  /** Whether a notice is visible. */
  get isTold() {
    return this.phrase !== ""
  }

  /** @param {boolean} isExpecting whether the stream owes a question */
  expect(isExpecting) {
    if (isExpecting === this.isExpecting) return
    this.isExpecting = isExpecting
    if (isExpecting) this.#checkIn(QUIET_MS)
    else if (!this.#isBroken) this.#rest()
  }

  /** Note that a logged event came, which shows that every part is there. */
  heard() {
    this.losses = 0
    this.#rest()
    if (this.isExpecting) this.#checkIn(QUIET_MS)
  }

  connected() {
    this.openedAt = performance.now()
  }

  lost() {
    const wasSteady = this.openedAt !== undefined && performance.now() - this.openedAt >= STEADY_MS
    this.openedAt = undefined
    this.losses = wasSteady ? 1 : this.losses + 1
    if (this.#isBroken) this.check()
  }

  /** Ask the server now, unless that is under way or about to happen. */
  check() {
    if (!this.isTold && !this.inquiry) this.#check()
  }

  stop() {
    this.isExpecting = false
    this.openedAt = undefined
    this.losses = 0
    this.#rest(false)
  }

  get #isOpen() {
    return this.openedAt !== undefined
  }

  get #isBroken() {
    return this.losses >= REPEATEDLY
  }

  async #check() {
    clearTimeout(this.timer)
    const inquiry = whatIsAway(this.path)
    this.inquiry = inquiry
    const away = await inquiry
    if (inquiry !== this.inquiry) return // events came in the meantime, or nobody is waiting any more
    this.inquiry = undefined
    if (this.#isBroken && !this.#isOpen) away.add("line")
    this.#tell(PHRASES.find(([part]) => away.has(part))?.[1] ?? "")
    // Spread the requests, or everybody would ask at once when a server comes back.
    if (this.isTold) this.#checkIn(AGAIN_MS * (1 + this.random()))
    else if (this.#isOpen) this.losses = 0
  }

  /** @param {number} milliseconds */
  #checkIn(milliseconds) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.#check(), milliseconds)
  }

  #rest(aloud = true) {
    clearTimeout(this.timer)
    this.inquiry = undefined
    this.#tell("", aloud)
  }

  /**
   * @param {string} phrase "" if nothing is away
   * @param {boolean} aloud whether screen readers are told
   */
  #tell(phrase, aloud = true) {
    if (phrase === this.phrase) return
    this.phrase = phrase
    this.element.hidden = !phrase
    this.element.textContent = phrase && this.phrases.say(phrase)
    if (aloud) this.delegate.outageSaid(this.phrases.say(phrase || "away_over"))
  }
}

/**
 * Return the names of the parts that are away: only "server" if it does not answer.
 * @param {string} path
 * @returns {Promise<Set<string>>}
 */
async function whatIsAway(path) {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const response = await fetch(path, { cache: "no-store", credentials: "omit", signal })
    // A proxy that hides the address, or limits how often it is asked, says nothing about the parts.
    if (response.status >= 400 && response.status < 500) return new Set()
    const { ready, ...parts } = await response.json()
    return new Set(Object.keys(parts).filter((name) => !ready && parts[name] !== "ok"))
  } catch {
    return new Set(["server"])
  }
}
