/** @import { TransportDelegate } from "./transport.js" */

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
    source.onmessage = ({ data }) => this.delegate.received(JSON.parse(data))
    source.onerror = () => {
      // Any status but 200 closes an EventSource for good, and it does not say which status it was.
      const reason = source.readyState === EventSource.CLOSED ? "unknown" : "lost"
      this.stop()
      this.delegate.disconnected(reason)
    }
  }

  stop() {
    if (!this.source) return
    this.source.onopen = this.source.onmessage = this.source.onerror = null
    this.source.close()
    this.source = undefined
  }
}
