import { sentenceFor } from "./refusals.js"

/**
 * @import { Phrases } from "../lib/phrases.js"
 * @import { EndReason, TransportDelegate } from "./transport.js"
 */

/**
 * Close codes that say how to go on. Every other code means a lost connection.
 * @type {Map<number, EndReason>}
 */
const REASONS = new Map([
  [4012, "soon"],
  [4401, "refused"],
  [4404, "refused"],
  [4408, "busy"],
  [4429, "busy"],
])

/** The stream over a WebSocket, with the same events as EventSourceTransport. */
export class WebSocketTransport {
  /** @type {WebSocket | undefined} */
  socket

  /**
   * @param {string} path
   * @param {TransportDelegate} delegate
   * @param {Phrases} phrases
   */
  constructor(path, delegate, phrases) {
    this.path = path
    this.phrases = phrases
    this.delegate = delegate
  }

  /** @param {string} lastEventId */
  start(lastEventId) {
    this.stop()
    const url = new URL(this.path, location.href)
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:"
    if (lastEventId) url.searchParams.set("last_event_id", lastEventId)
    const socket = (this.socket = new WebSocket(url))
    let opened = false
    let complaint = ""
    // The server accepts before it refuses, so that it can say why: the stream is open once an event has come.
    socket.onmessage = ({ data }) => {
      const event = JSON.parse(data)
      if (event.type === "error") {
        // One stream too many is tried again by itself: its sentence would ask the candidate to do so.
        complaint = event.code === "too_many" ? "" : sentenceFor(this.phrases, event.code)
        return
      }
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
