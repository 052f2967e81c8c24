import { HiddenTab } from "../stream/hidden_tab.js"
import { actions, apply, readings, sounds } from "./actions.js"
import { Commands } from "./commands.js"
import { Received } from "./received.js"

/**
 * @import { ApiError } from "../stream/api.js"
 * @import { Connection, ConnectionDelegate } from "../stream/connection.js"
 * @import { Failure, Snapshot, StreamEvent, TurnFacts } from "../stream/events.js"
 * @import { RoomParts } from "./parts.js"
 * @import { Turn } from "./transcript/turn.js"
 */

const OVER = new Set(["finished", "cancelled", "expired"])
const COMPLETE = new Set(["asked", "closed"])
const UNDER_WAY = new Set(["running", "paused"])
const REFUSALS = new Set([401, 404])

/**
 * The interview as this page knows it. The stream tells what happens, and the candidate acts. After each change settle()
 * updates the page from the state alone, so that it does not matter which of two messages came first.
 */
export class Room {
  seen = new Received()
  status = ""
  /** The language of the questions. @type {string | undefined} */
  language

  /**
   * @param {RoomParts} parts
   * @param {(delegate: ConnectionDelegate) => Connection} makeConnection
   */
  constructor(parts, makeConnection) {
    this.api = parts.api
    this.transcript = parts.transcript
    this.composer = parts.composer
    this.leftovers = parts.leftovers
    this.progress = parts.progress
    this.panels = parts.panels
    this.statusLine = parts.statusLine
    this.outage = parts.outage
    this.announcer = parts.announcer
    this.sight = parts.sight
    this.voice = parts.voice
    this.reader = parts.reader
    this.commands = new Commands(parts, this)
    this.composer.delegate = this.commands
    this.outage.delegate = this
    this.voice.addEventListener("change", () => this.#closeWhenSilent())
    this.connection = makeConnection(this)
    this.hiddenTab = new HiddenTab(this.connection, () => this.transcript.isGrowing || this.voice.isBusy)
  }

  get lastEventId() {
    return this.seen.lastEventId
  }

  get isOver() {
    return OVER.has(this.status)
  }

  /** @param {Snapshot} snapshot */
  start(snapshot) {
    this.#load(snapshot)
    if (!this.#isComplete() || this.voice.isOwedSound) this.connection.start()
    document.addEventListener("visibilitychange", this)
  }

  stop() {
    this.connection.stop()
    for (const part of [this.outage, this.progress.timeLeft]) part.stop()
    this.voice.dropAll()
    this.transcript.clear()
    document.removeEventListener("visibilitychange", this)
  }

  // Reports of the connection.

  /** @param {StreamEvent} event */
  received(event) {
    if (!this.seen.take(event)) return
    if (event.id !== undefined) this.outage.heard()
    const isCovered = this.seen.isCovered(event)
    apply(sounds, this.voice, event)
    if (!isCovered) apply(this.transcript.hasWhole(event) ? readings : actions, this, event)
    this.settle()
  }

  connected() {
    this.statusLine.connected()
    this.outage.connected()
  }

  /** @param {string} [message] the server's, if it gave one */
  disconnected(message) {
    if (this.#isComplete()) return // only sound is missing
    this.statusLine.lost(message)
    this.outage.lost()
  }

  refused() {
    this.connection.stop()
    this.outage.stop()
    this.statusLine.clear()
    this.voice.dropAll()
    this.status = "refused"
    this.settle()
  }

  /**
   * Ask the API why there is no stream, because an EventSource does not say. Resolves to "busy" if the API answers,
   * "unknown" if it does not, and "" if there is nothing to come back for.
   * @returns {Promise<"busy" | "unknown" | "">}
   */
  async inspect() {
    try {
      const snapshot = await this.api.snapshot()
      if (OVER.has(snapshot.status) || this.seen.isBehind(snapshot.last_event_id)) this.#load(snapshot)
      if (!this.#isComplete()) return "busy"
      this.voice.giveUp()
      return ""
    } catch (error) {
      if (!REFUSALS.has(/** @type {ApiError} */ (error).status)) return "unknown"
      this.refused()
      return ""
    }
  }

  // Events of the stream, by way of actions.js.

  /** @param {string} status */
  enter(status) {
    this.status = status === "ready" && this.transcript.last ? "running" : status // it was read before the beginning
    if (this.isOver && status !== "finished") this.voice.dropAll()
  }

  /**
   * @param {number} number
   * @param {string} kind
   * @param {string} topic
   */
  beginQuestion(number, kind, topic) {
    const turn = this.transcript.turn(number)
    turn.begin(kind, topic)
    this.reader.begin(turn, this.language)
    if (this.transcript.lacksBefore(number) && !this.composer.isSending) this.refresh()
  }

  /**
   * @param {number} number
   * @param {Failure} failure
   */
  failQuestion(number, failure) {
    this.transcript.turn(number).fail(failure)
    this.reader.stop()
    this.announcer.say(this.transcript.turn(number).failureText)
  }

  /** @param {TurnFacts[]} turns */
  reset(turns) {
    this.seen.clear()
    this.reader.stop()
    this.transcript.clear()
    this.transcript.learn(turns)
    this.refresh() // because a failed question is no longer in any log
  }

  /** Ask the API for what the stream does not tell. */
  async refresh() {
    const snapshot = await this.api.snapshot().catch(() => null)
    if (!snapshot) return
    this.transcript.learn(snapshot.turns)
    if (OVER.has(snapshot.status)) this.enter(snapshot.status)
    this.settle()
  }

  // Reports of the candidate's commands.

  /** @param {number} number */
  began(number) {
    this.status = "running"
    this.expect(number)
  }

  /** @param {number} number */
  expect(number) {
    // Leave the question itself alone: it may have come before the reply that leads here.
    this.voice.drop(number - 1)
    this.reader.drop(number - 1)
    const turn = this.transcript.turn(number)
    turn.expect()
    this.settle()
    // The pressed button has disappeared. If the question is complete already, the answer box has the focus.
    if (turn.isBeingMade) turn.focus()
  }

  async checkStream() {
    const snapshot = await this.api.snapshot().catch(() => null)
    if (!snapshot || !this.seen.isBehind(snapshot.last_event_id)) return
    // A new stream brings nothing during an outage, or if a proxy holds back what is streamed.
    if (this.outage.isTold || !this.seen.beginAnew()) this.#load(snapshot)
    else this.connection.restart()
  }

  // Reports of a turn.

  /** @param {Turn} turn */
  textShown(turn) {
    if (turn === this.transcript.last) this.voice.textShown()
  }

  /** @param {Turn} turn */
  questionComplete(turn) {
    this.reader.finish(turn)
    this.settle()
    // The closing words end the interview, but the event that says so may be lost.
    if (turn.status === "closed" && !this.isOver) this.refresh()
  }

  /** @param {string} text */
  waitingSaid(text) {
    if (!this.outage.isTold) this.announcer.say(text)
  }

  /** Find out whether the interviewer is slow, or the stream died unnoticed. */
  waitingLong() {
    this.outage.check()
    this.checkStream()
  }

  // Reports of the outage notice.

  /** @param {string} text */
  outageSaid(text) {
    this.announcer.say(text)
  }

  handleEvent() {
    if (document.hidden) {
      this.transcript.last?.hidden()
      this.hiddenTab.hide()
    } else if (!this.hiddenTab.show() && !this.isOver) this.checkStream()
  }

  settle() {
    const last = this.transcript.last
    const complete = this.#isComplete()
    const panel = this.panels.show(this.status === "finished" && !complete ? "" : this.status) // closing words come first
    if (panel && this.status !== "ready") {
      this.announcer.say((panel.textContent ?? "").replace(/\s+/g, " "))
      this.sight.show(panel)
    }
    this.progress.show(last, this.isOver && complete)
    const answerWanted = this.status === "running" && last?.status === "asked" && !last.isTyping
    if (answerWanted) this.composer.open(last.number, this.transcript.rephrasedBefore(last))
    else this.composer.close()
    this.leftovers.settle(this.status, this.isOver)
    this.outage.expect(this.status === "running" && Boolean(last?.isBeingMade))
    this.voice.attend(UNDER_WAY.has(this.status) && Boolean(last))
    if (complete) this.transcript.last?.abandon()
    this.#closeWhenSilent()
  }

  /** Close the stream once it is no longer needed: the interview may end before its closing words are spoken. */
  #closeWhenSilent() {
    if (!this.#isComplete() || this.voice.isOwedSound) return
    this.connection.stop()
    this.outage.stop()
    this.statusLine.clear()
  }

  /** Whether the interview is over and the page shows all of it. */
  #isComplete() {
    const last = this.transcript.last
    return this.isOver && (this.status !== "finished" || (last?.status === "closed" && !last.isTyping))
  }

  /** @param {Snapshot} snapshot */
  #load(snapshot) {
    this.language = snapshot.language
    this.#resumeFrom(snapshot)
    this.reader.stop()
    this.transcript.clear()
    this.transcript.learn(snapshot.turns)
    this.progress.timeLeft.until(snapshot.ends_at, snapshot.status === "paused")
    this.enter(snapshot.status)
    this.settle()
  }

  /**
   * Set the position from which the stream resumes. The sound of a finished question is fetched again, so that it can
   * be repeated and goes on after a reload.
   * @param {Snapshot} snapshot
   */
  #resumeFrom({ status, turns, last_event_id: covered }) {
    const isComplete = COMPLETE.has(turns.at(-1)?.status ?? "")
    this.seen.resumeFrom(covered, isComplete ? this.voice.resumeFrom(covered, OVER.has(status)) : covered)
  }
}
