/** Close codes that say how to go on; every other close is a lost connection. */
const REASONS = new Map([
  [4012, "soon"],
  [4401, "refused"],
  [4404, "refused"],
  [4408, "busy"],
  [4429, "busy"],
])

/**
 * The stream over a WebSocket: the same events, the same delegate as EventSourceTransport. Further reasons:
 * "soon" (come back at once), "busy" (give it a rest), "refused" with the server's sentence.
 */
export class WebSocketTransport {
  constructor(path, delegate) {
    this.path = path
    this.delegate = delegate
  }

  start(lastEventId) {
    this.stop()
    const url = new URL(this.path, location.href)
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:"
    if (lastEventId) url.searchParams.set("last_event_id", lastEventId)
    const socket = (this.socket = new WebSocket(url))
    let opened = false
    let complaint = ""
    // The server accepts first and refuses then, or its reason would be lost: it is open with its first event.
    socket.onmessage = ({ data }) => {
      const event = JSON.parse(data)
      if (event.type === "error") return (complaint = event.message)
      if (!opened) this.delegate.connected()
      opened = true
      this.delegate.received(event)
    }
    socket.onclose = ({ code }) => {
      this.stop()
      this.delegate.disconnected(REASONS.get(code) ?? (opened && code !== 4400 ? "lost" : "unknown"), complaint)
    }
  }

  stop() {
    if (!this.socket) return
    this.socket.onmessage = this.socket.onclose = null
    this.socket.close()
    this.socket = undefined
  }
}
