import { isNewer, isSameAttempt } from "../stream/position.js"
import { actions, sounds } from "./actions.js"

const OVER = new Set(["finished", "cancelled", "expired"])
const STANDS = new Set(["asked", "closed"])
const UNDER_WAY = new Set(["running", "paused"])
const REFUSALS = new Set([401, 404])

/**
 * The interview as this page knows it. The stream tells what happens, the candidate what to do; after each change
 * settle() shows what follows from it, so that it does not matter which of two messages came first.
 */
export class Room {
  /**
   * `parts`: api, transcript, composer, progress, panels, statusLine, outage, announcer, voice, reader.
   * `makeConnection(delegate)`.
   * Who is `watching` does not answer.
   */
  constructor(parts, makeConnection, watching) {
    Object.assign(this, parts)
    this.watching = watching
    this.composer.delegate = this.outage.delegate = this
    this.voice.addEventListener("change", () => this.#closeWhenSilent())
    this.connection = makeConnection(this)
    this.lastEventId = "" // up to where the stream was told
    this.covered = "" // up to where a snapshot has the text
    this.status = ""
  }

  get isOver() {
    return OVER.has(this.status)
  }

  start(snapshot) {
    this.#load(snapshot)
    if (!this.#isComplete() || this.voice.isOwedSound) this.connection.start()
    document.addEventListener("visibilitychange", this)
  }

  stop() {
    this.connection.stop()
    this.outage.stop()
    this.voice.dropAll()
    this.transcript.clear()
    document.removeEventListener("visibilitychange", this)
  }

  // What the connection reports.

  received(event) {
    if (event.id !== undefined) {
      if (!isNewer(event.id, this.lastEventId)) return
      this.lastEventId = event.id
      this.outage.heard()
    }
    const isCovered = event.id !== undefined && !isNewer(event.id, this.covered)
    if (Object.hasOwn(sounds, event.type)) sounds[event.type](this.voice, event)
    if (Object.hasOwn(actions, event.type) && !isCovered) actions[event.type](this, event)
    this.settle()
  }

  connected() {
    this.statusLine.connected()
    this.outage.connected()
  }

  disconnected(message) {
    if (this.#isComplete()) return // only sound is missing
    this.statusLine.lost(message)
    this.outage.lost()
  }

  refused(message) {
    this.connection.stop()
    this.outage.stop()
    this.statusLine.clear()
    this.voice.dropAll()
    this.status = "refused"
    this.panels.describe("refused", message)
    this.settle()
  }

  /**
   * There is no stream, and an EventSource does not say why: ask. Resolves to "busy" where the server has an answer
   * to everything but that, "unknown" where it has none, "" where there is nothing to come back for.
   */
  async inspect() {
    try {
      const snapshot = await this.api.snapshot()
      if (OVER.has(snapshot.status) || isNewer(snapshot.last_event_id, this.lastEventId)) this.#load(snapshot)
      if (!this.#isComplete()) return "busy"
      this.voice.giveUp()
      return ""
    } catch (error) {
      if (!REFUSALS.has(error.status)) return "unknown"
      this.refused(error.message)
      return ""
    }
  }

  // What the stream tells (actions.js).

  enter(status) {
    // A state that was read just before the start may arrive just after it.
    this.status = status === "ready" && this.transcript.last ? "running" : status
    if (this.isOver && status !== "finished") this.voice.dropAll()
  }

  beginQuestion(number, kind, topic) {
    const turn = this.transcript.turn(number)
    turn.begin(kind, topic)
    this.reader.begin(turn, this.language)
    if (this.transcript.lacksAnswerBefore(number) && !this.composer.isSending) this.refresh()
  }

  failQuestion(number, failure) {
    this.transcript.turn(number).fail(failure)
    this.reader.stop()
    this.announcer.say(this.transcript.turn(number).failureText)
  }

  reset(turns) {
    this.lastEventId = this.covered = ""
    this.reader.stop()
    this.transcript.clear()
    this.transcript.learn(turns)
    this.refresh() // a failed question is in no log any more
  }

  /** Learn from the database what the stream does not tell. */
  async refresh() {
    const snapshot = await this.api.snapshot().catch(() => null)
    if (!snapshot) return
    this.transcript.learn(snapshot.turns)
    if (OVER.has(snapshot.status)) this.enter(snapshot.status)
    this.settle()
  }

  // What the candidate does.

  async begin() {
    this.voice.wake() // while the press is being handled
    const { turn } = await this.api.start()
    this.status = "running"
    this.#expect(turn)
  }

  answering() {
    this.voice.answering()
  }

  async answerWritten(number, text) {
    this.voice.stopSpeaking()
    try {
      await this.api.answer(number, text)
      this.transcript.turn(number).answer(text)
    } catch (error) {
      // Perhaps it was taken before: by a request whose reply was lost, or in another tab.
      await this.refresh()
      const { status } = this.transcript.turn(number)
      if (status !== "answered") throw error
      if (this.transcript.turn(number).answerText !== text) return this.statusLine.tell(error.message)
    }
    this.#expect(number + 1)
  }

  async stopWanted(turn) {
    this.voice.stopSpeaking() // for good with `question.failed`; it may be too late for that
    const isTaken = await this.#orTell(this.api.cancel(turn.number))
    if (isTaken && this.outage.isTold) await this.#checkStream()
  }

  async retryWanted(turn) {
    if (await this.#orTell(this.api.retry(turn.number))) this.#expect(turn.number)
  }

  // What a turn reports.

  textShown(turn) {
    if (turn === this.transcript.last) this.voice.textShown()
  }

  questionStands(turn) {
    this.reader.finish(turn)
    this.settle()
    // The closing words end the interview; the word of it may be lost.
    if (turn.status === "closed" && !this.isOver) this.refresh()
  }

  waitingSaid(text) {
    if (!this.outage.isTold) this.announcer.say(text)
  }

  /** Perhaps the interviewer is slow, perhaps the stream died without a word. */
  waitingLong() {
    this.outage.look()
    this.#checkStream()
  }

  // What the notice of an outage reports.

  outageSaid(text) {
    this.announcer.say(text)
  }

  handleEvent() {
    if (document.hidden) this.transcript.last?.hidden()
    else if (!this.isOver) this.#checkStream()
  }

  settle() {
    const last = this.transcript.last
    const complete = this.#isComplete()
    const closingWordsMissing = this.status === "finished" && !complete
    const panel = this.panels.show(closingWordsMissing ? "" : this.status)
    if (panel && this.status !== "ready") {
      this.announcer.say(panel.textContent.replace(/\s+/g, " "))
      panel.scrollIntoView({ block: "nearest" })
    }
    this.progress.show(last, this.isOver && complete)
    const answerWanted = this.status === "running" && last?.status === "asked" && !last.isTyping
    if (answerWanted && !this.watching) this.composer.open(last.number)
    else this.composer.close()
    this.outage.expect(this.status === "running" && Boolean(last?.isBeingMade))
    this.voice.attend(UNDER_WAY.has(this.status) && Boolean(last))
    if (complete) this.transcript.last?.abandon()
    this.#closeWhenSilent()
  }

  /** The interview may be over before the closing words are spoken. */
  #closeWhenSilent() {
    if (!this.#isComplete() || this.voice.isOwedSound) return
    this.connection.stop()
    this.outage.stop()
    this.statusLine.clear()
  }

  /** Over, and all that was said in it stands here. */
  #isComplete() {
    const last = this.transcript.last
    return this.isOver && (this.status !== "finished" || (last?.status === "closed" && !last.isTyping))
  }

  #load(snapshot) {
    this.language = snapshot.language
    this.#goOnFrom(snapshot)
    this.reader.stop()
    this.transcript.clear()
    this.transcript.learn(snapshot.turns)
    this.enter(snapshot.status)
    this.settle()
  }

  /** Of a question that stands the sound is told again, so that it can be repeated, and goes on after a reload. */
  #goOnFrom({ status, turns, last_event_id: covered }) {
    this.covered = covered
    const stands = STANDS.has(turns.at(-1)?.status)
    const start = stands ? this.voice.resumeFrom(covered, OVER.has(status)) : covered
    const wasToldMore = isSameAttempt(start, this.lastEventId) && isNewer(this.lastEventId, start)
    if (!wasToldMore) this.lastEventId = start
  }

  #expect(number) {
    // The reply that leads here may come later than the question itself: that one is left alone.
    this.voice.drop(number - 1)
    this.reader.drop(number - 1)
    const turn = this.transcript.turn(number)
    turn.expect()
    this.settle()
    // The button that was pressed is gone. Where the question stands already, the answer box has the focus.
    if (turn.isBeingMade) turn.focus()
  }

  async #checkStream() {
    const snapshot = await this.api.snapshot().catch(() => null)
    if (!snapshot || !isNewer(snapshot.last_event_id, this.lastEventId)) return
    // While the live line is away, a new stream would not tell it either.
    if (this.outage.isTold) this.#load(snapshot)
    else this.connection.restart()
  }

  async #orTell(request) {
    try {
      return await request
    } catch (error) {
      this.statusLine.tell(error.message)
    }
  }
}
