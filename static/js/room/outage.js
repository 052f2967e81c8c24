const QUIET_MS = 3_000
const AGAIN_MS = 3_000
const STEADY_MS = 5_000
const PATIENCE_MS = 10_000
const REPEATEDLY = 2

/** What is said where a part is away; of several the first. */
const PHRASES = [
  ["server", "away_server"],
  ["database", "away_database"],
  ["redis", "away_line"],
  ["line", "away_line"],
  ["worker", "away_worker"],
]

/**
 * Says what is away while a question that was asked for does not come, or while the stream breaks again and again.
 * It asks the server which part it is, and again every few seconds until all is well; then it asks nothing.
 *
 * Delegate: outageSaid(text), for whoever listens to the page.
 */
export class Outage {
  /** `path` answers with JSON in which a part that is missing is "away". */
  constructor(element, path, phrases, random = Math.random) {
    Object.assign(this, { element, path, phrases, random })
    this.phrase = ""
    this.#forget()
  }

  get isTold() {
    return this.phrase !== ""
  }

  /** Whether the stream owes a question. */
  expect(isExpecting) {
    if (isExpecting === this.isExpecting) return
    this.isExpecting = isExpecting
    if (isExpecting) this.#lookIn(QUIET_MS)
    else if (!this.#isBroken) this.#rest()
  }

  /** A logged event came, and with it word that all it takes is there. */
  heard() {
    this.losses = 0
    this.#rest()
    if (this.isExpecting) this.#lookIn(QUIET_MS)
  }

  connected() {
    this.openedAt = performance.now()
  }

  lost() {
    const wasSteady = this.#isOpen && performance.now() - this.openedAt >= STEADY_MS
    this.openedAt = undefined
    this.losses = wasSteady ? 1 : this.losses + 1
    if (this.#isBroken) this.look()
  }

  /** Look now, unless that is under way or will be in a moment. */
  look() {
    if (!this.isTold && !this.inquiry) this.#look()
  }

  stop() {
    this.#forget()
    this.#rest(false)
  }

  get #isOpen() {
    return this.openedAt !== undefined
  }

  get #isBroken() {
    return this.losses >= REPEATEDLY
  }

  #forget() {
    this.isExpecting = false
    this.openedAt = undefined
    this.losses = 0
  }

  async #look() {
    clearTimeout(this.timer)
    const inquiry = (this.inquiry = whatIsAway(this.path))
    const away = await inquiry
    if (inquiry !== this.inquiry) return // events came meanwhile, or nobody waits any more
    this.inquiry = undefined
    if (this.#isBroken && !this.#isOpen) away.add("line")
    this.#tell(PHRASES.find(([part]) => away.has(part))?.[1] ?? "")
    // Not everybody at once, where a server has just come back.
    if (this.isTold) this.#lookIn(AGAIN_MS * (1 + this.random()))
    else if (this.#isOpen) this.losses = 0
  }

  #lookIn(milliseconds) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.#look(), milliseconds)
  }

  #rest(aloud = true) {
    clearTimeout(this.timer)
    this.inquiry = undefined
    this.#tell("", aloud)
  }

  #tell(phrase, aloud = true) {
    if (phrase === this.phrase) return
    this.phrase = phrase
    this.element.hidden = !phrase
    this.element.textContent = phrase && this.phrases.say(phrase)
    if (aloud) this.delegate.outageSaid(this.phrases.say(phrase || "away_over"))
  }
}

/** The names of the parts that are away; "server" where none answers. */
async function whatIsAway(path) {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const response = await fetch(path, { cache: "no-store", credentials: "omit", signal })
    const parts = Object.entries(await response.json())
    return new Set(parts.filter(([, state]) => state === "away").map(([name]) => name))
  } catch {
    return new Set(["server"])
  }
}
