/** @import { EndReason, TransportDelegate } from "./transport.js" */

/** Codes with which the server ends a stream for good. After any other the page comes back, and learns more. */
const REFUSALS = new Set(["unauthorized", "not_found"])

/**
 * The stream over server-sent events. It never reconnects by itself: the browser would retry every second for ever,
 * whereas Connection backs off.
 */
export class EventSourceTransport {
  /** @type {EventSource | undefined} */
  source

  /**
   * @param {string} path
   * @param {TransportDelegate} delegate
   */
  constructor(path, delegate) {
    this.path = path
    this.delegate = delegate
  }

  /** @param {string} lastEventId */
  start(lastEventId) {
    this.stop()
    const url = new URL(this.path, location.href)
    if (lastEventId) url.searchParams.set("last_event_id", lastEventId)
    const source = (this.source = new EventSource(url))
    source.onopen = () => this.delegate.connected()
    source.onmessage = ({ data }) => {
      const event = JSON.parse(data)
      if (event.type === "error") this.#end(REFUSALS.has(event.code) ? "refused" : "lost")
      else this.delegate.received(event)
    }
    // Any status but 200 closes an EventSource for good, and it does not say which status it was.
    source.onerror = () => this.#end(source.readyState === EventSource.CLOSED ? "unknown" : "lost")
  }

  stop() {
    if (!this.source) return
    this.source.onopen = this.source.onmessage = this.source.onerror = null
    this.source.close()
    this.source = undefined
  }

  /** @param {EndReason} reason */
  #end(reason) {
    this.stop()
    this.delegate.disconnected(reason)
  }
}
