/**
 * The stream over server-sent events. One connection at a time; it never reconnects by itself: the browser would
 * come back every second for ever, while Connection backs off. Delegate: received(event), connected(),
 * disconnected(reason) with "lost", or "unknown" where the answer was not a stream.
 */
export class EventSourceTransport {
  constructor(path, delegate) {
    this.path = path
    this.delegate = delegate
  }

  start(lastEventId) {
    this.stop()
    const url = new URL(this.path, location.href)
    if (lastEventId) url.searchParams.set("last_event_id", lastEventId)
    const source = (this.source = new EventSource(url))
    source.onopen = () => this.delegate.connected()
    source.onmessage = ({ data }) => this.delegate.received(JSON.parse(data))
    source.onerror = () => {
      // Any status but 200 closes it for good, and hides which status it was.
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
