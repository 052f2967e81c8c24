import { Backoff } from "./backoff.js"

const OPENING_MS = 15_000
const STEADY_MS = 5_000
const BUSY_ATTEMPTS = 3

/**
 * Keeps one transport connected from start() to stop(): reconnects with back-off and jitter, at once when the
 * network is back, and never holds two connections.
 *
 * Delegate: lastEventId, received(event), connected(), disconnected(message), with the server's reason if it gave
 * one, refused(message), and inspect(), which looks up by other means why there is no stream and resolves to the
 * reason, "" where it is not worth coming back.
 */
export class Connection {
  /** `makeTransport(delegate)` makes the transport, which then reports here. */
  constructor(makeTransport, delegate, backoff = new Backoff()) {
    this.transport = makeTransport(this)
    this.delegate = delegate
    this.backoff = backoff
    this.running = false
  }

  start() {
    if (this.running) return
    this.running = true
    for (const name of ["online", "offline", "pageshow", "pagehide"]) addEventListener(name, this)
    this.#connect()
  }

  stop() {
    this.running = false
    for (const name of ["online", "offline", "pageshow", "pagehide"]) removeEventListener(name, this)
    this.#disconnect()
  }

  /** Begin anew where the stream seems to have gone silent. */
  restart() {
    if (this.running) this.#connect()
  }

  handleEvent({ type, persisted }) {
    if (type === "online" || (type === "pageshow" && persisted)) this.#connect()
    if (type === "pagehide") this.#disconnect()
    if (type === "offline") {
      // The browser may take minutes to notice that the connection is dead.
      this.#disconnect()
      this.delegate.disconnected()
    }
  }

  // What the transport reports.

  received(event) {
    this.delegate.received(event)
  }

  connected() {
    clearTimeout(this.timer)
    // A server that accepts and hangs up at once does not count as back.
    this.timer = setTimeout(() => this.backoff.reset(), STEADY_MS)
    this.delegate.connected()
  }

  disconnected(reason, message) {
    clearTimeout(this.timer)
    if (reason === "refused") {
      this.stop()
      this.delegate.refused(message)
      return
    }
    this.delegate.disconnected(message)
    if (reason === "unknown") this.#inspect()
    else this.#comeBackIn(this.#delay(reason))
  }

  #connect() {
    this.#disconnect()
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
    const inspection = (this.inspection = this.delegate.inspect())
    const reason = await inspection
    if (inspection !== this.inspection) return // stopped or connected anew meanwhile
    if (reason) this.#comeBackIn(this.#delay(reason))
    else this.stop()
  }

  #delay(reason) {
    if (reason === "soon") return this.backoff.soon()
    return this.backoff.next(reason === "busy" ? BUSY_ATTEMPTS : 0)
  }

  #comeBackIn(milliseconds) {
    this.timer = setTimeout(() => this.#connect(), milliseconds)
  }
}
