import { Backoff } from "./backoff.js"

/**
 * @import { StreamEvent } from "./events.js"
 * @import { EndReason, Transport, TransportDelegate } from "./transport.js"
 */

/**
 * @typedef {object} ConnectionDelegate
 * @property {string} lastEventId the position to resume after
 * @property {(event: StreamEvent) => void} received
 * @property {() => void} connected
 * @property {(message?: string) => void} disconnected `message` is the reason, if the server gave one
 * @property {() => void} refused
 * @property {() => Promise<"busy" | "unknown" | "">} inspect finds out by other means why there is no stream; "" if
 *   reconnecting is pointless
 */

const OPENING_MS = 15_000
const STEADY_MS = 5_000
const BUSY_ATTEMPTS = 3
const PAGE_EVENTS = ["online", "offline", "pageshow", "pagehide"]

/**
 * Keeps one transport connected from start() to stop(). It reconnects with back-off and jitter, and at once when the
 * network returns. There are never two connections.
 */
export class Connection {
  /** @type {number | undefined} */
  timer
  /** @type {Promise<string> | undefined} */
  inspection

  /**
   * @param {(delegate: TransportDelegate) => Transport} makeTransport
   * @param {ConnectionDelegate} delegate
   * @param {Backoff} backoff
   */
  constructor(makeTransport, delegate, backoff = new Backoff()) {
    this.transport = makeTransport(this)
    this.delegate = delegate
    this.backoff = backoff
    this.running = false
    this.isResting = false
  }

  start() {
    if (this.running) return
    this.running = true
    for (const name of PAGE_EVENTS) addEventListener(name, this)
    this.#connect()
  }

  stop() {
    this.running = false
    for (const name of PAGE_EVENTS) removeEventListener(name, this)
    this.#disconnect()
  }

  /** Let go of the stream until resume(). */
  rest() {
    this.isResting = true
    this.#disconnect()
  }

  /** Return whether the connection was resting, so that it resumes now. */
  resume() {
    const wasResting = this.isResting
    this.isResting = false
    if (wasResting) this.restart()
    return wasResting && this.running
  }

  /** Reconnect, for a stream that seems to have gone silent. */
  restart() {
    if (this.running) this.#connect()
  }

  /** @param {Event} event */
  handleEvent(event) {
    const isRestored = event instanceof PageTransitionEvent && event.type === "pageshow" && event.persisted
    if (event.type === "online" || isRestored) this.#connect()
    if (event.type === "pagehide") this.#disconnect()
    if (event.type === "offline" && !this.isResting) {
      // The browser may take minutes to notice that the connection is dead.
      this.#disconnect()
      this.delegate.disconnected()
    }
  }

  // Reports of the transport.

  /** @param {StreamEvent} event */
  received(event) {
    this.delegate.received(event)
  }

  connected() {
    clearTimeout(this.timer)
    // A server that accepts and hangs up at once does not count as back.
    this.timer = setTimeout(() => this.backoff.reset(), STEADY_MS)
    this.delegate.connected()
  }

  /**
   * @param {EndReason} reason
   * @param {string} message the reason, if the server gave one
   */
  disconnected(reason, message = "") {
    clearTimeout(this.timer)
    if (reason === "refused") {
      this.stop()
      this.delegate.refused()
      return
    }
    this.delegate.disconnected(message)
    if (reason === "unknown") this.#inspect()
    else this.#reconnectIn(this.#delay(reason))
  }

  #connect() {
    this.#disconnect()
    if (this.isResting) return
    this.timer = setTimeout(() => {
      this.transport.stop()
      this.disconnected("lost")
    }, OPENING_MS)
    this.transport.start(this.delegate.lastEventId)
  }

  #disconnect() {
    clearTimeout(this.timer)
    this.inspection = undefined
    this.transport.stop()
  }

  async #inspect() {
    const inspection = this.delegate.inspect()
    this.inspection = inspection
    const reason = await inspection
    if (inspection !== this.inspection) return // stopped, or connected again in the meantime
    if (reason) this.#reconnectIn(this.#delay(reason))
    else this.stop()
  }

  /**
   * Return how many milliseconds to wait.
   * @param {EndReason} reason
   */
  #delay(reason) {
    if (reason === "soon") return this.backoff.soon()
    return this.backoff.next(reason === "busy" ? BUSY_ATTEMPTS : 0)
  }

  /** @param {number} milliseconds */
  #reconnectIn(milliseconds) {
    this.timer = setTimeout(() => this.#connect(), milliseconds)
  }
}
