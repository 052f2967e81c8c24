import { apply } from "../room/actions.js"
import { Received } from "../room/received.js"
import { LiveQuestion } from "./live_question.js"

/**
 * @import { Announcer } from "../lib/announcer.js"
 * @import { Table } from "../room/actions.js"
 * @import { StatusLine } from "../room/status_line.js"
 * @import { Connection, ConnectionDelegate } from "../stream/connection.js"
 * @import { StreamEvent } from "../stream/events.js"
 * @import { Parts } from "./parts.js"
 */

const REFRESH_MS = 10_000
const REFUSALS = new Set([401, 403, 404])

/**
 * What each event of the stream does to the page.
 * @type {Table<Watch>}
 */
const actions = {
  "question.started": (watch, { turn }) => watch.begin(turn),
  "token": (watch, { turn, text }) => watch.live.push(turn, text),
  "question.done": (watch, { turn, text }) => watch.finish(turn, text),
  "question.failed": (watch) => watch.drop(),
  "interview.state": (watch) => void watch.refresh(),
  "reset": (watch) => watch.drop(),
}

/** Follows an interview: the stream brings the words of the current question, and the server's parts all the rest. */
export class Watch {
  seen = new Received()
  live = new LiveQuestion()
  refusal = ""
  /** @type {number | undefined} */
  timer
  /** @type {Promise<number> | undefined} */
  refreshing
  isStale = false

  /**
   * @param {Parts} parts
   * @param {StatusLine} statusLine
   * @param {Announcer} announcer
   * @param {(delegate: ConnectionDelegate) => Connection} makeConnection
   */
  constructor(parts, statusLine, announcer, makeConnection) {
    this.parts = parts
    this.statusLine = statusLine
    this.announcer = announcer
    this.connection = makeConnection(this)
  }

  get lastEventId() {
    return this.seen.lastEventId
  }

  /**
   * @param {string} position up to which the page has the text
   * @param {string} refusal what to say once the reader may not watch any more
   */
  start(position, refusal) {
    this.refusal = refusal
    this.seen.resumeFrom(position, position)
    this.connection.start()
    this.timer = setInterval(() => this.#look(), REFRESH_MS)
    document.addEventListener("visibilitychange", this)
  }

  stop() {
    clearInterval(this.timer)
    this.connection.stop()
    document.removeEventListener("visibilitychange", this)
  }

  handleEvent() {
    this.live.hidden()
    this.#look()
  }

  // Reports of the connection.

  /** @param {StreamEvent} event */
  received(event) {
    if (this.seen.take(event)) apply(actions, this, event)
  }

  connected() {
    this.statusLine.connected()
  }

  /** @param {string} [message] the server's, if it gave one */
  disconnected(message) {
    this.statusLine.lost(message)
  }

  refused() {
    this.#refuse()
  }

  /** @returns {Promise<"busy" | "unknown" | "">} */
  async inspect() {
    const status = await this.refresh()
    if (status === 0 || status >= 500) return "unknown"
    return this.parts.isOver || REFUSALS.has(status) ? "" : "busy"
  }

  // Events of the stream.

  /** @param {number} turn */
  begin(turn) {
    this.live.begin(turn)
    void this.refresh()
  }

  /**
   * @param {number} turn
   * @param {string} text
   */
  finish(turn, text) {
    this.live.finish(turn, text)
    this.announcer.say(text)
    void this.refresh()
  }

  drop() {
    this.live.drop()
    void this.refresh()
  }

  /**
   * Fetch what the stream does not tell: answers, times, who is here. Resolves to the HTTP status, 0 without a reply.
   * @returns {Promise<number>}
   */
  async refresh() {
    // A reply on its way may be older than what has just happened.
    this.isStale = true
    this.refreshing ??= this.#fetch()
    return this.refreshing
  }

  async #fetch() {
    let status = 0
    while (this.isStale) {
      this.isStale = false
      status = await this.parts.refresh()
      this.live.attach(this.parts)
    }
    this.refreshing = undefined
    if (REFUSALS.has(status)) this.#refuse()
    else if (this.parts.isOver) this.#end()
    return status
  }

  #look() {
    if (!document.hidden) void this.refresh()
  }

  #end() {
    this.stop()
    this.statusLine.clear()
  }

  #refuse() {
    this.stop()
    this.statusLine.clear()
    this.statusLine.lost(this.refusal)
  }
}
