import { bytesOf } from "../lib/base64.js"
import { startOf } from "../stream/position.js"
import { ClipQueue } from "./clip_queue.js"

const PATIENCE_MS = 15_000
const NOTHING = new Float32Array(0)

/**
 * Speaks the newest question, and no other: no sentence before the text shows it, none twice after a reload, nothing
 * any more once the candidate stops it or answers.
 *
 * Delegate: hasShown(turn, offset), sentenceBegan(turn, sentence), sentencePassed(turn, sentence, wasSpoken),
 * fellSilent(turn); offsets in code points, `sentence` as its event has it. Dispatches "change" whenever something that
 * can be asked here may have changed.
 */
export class Voice extends EventTarget {
  constructor(player, preferences, heard) {
    super()
    Object.assign(this, { player, preferences, heard })
    player.delegate = this
    this.#forget()
    this.isAttended = false
    preferences.addEventListener("change", () => this.#adjust())
    for (const gesture of ["click", "keydown"]) addEventListener(gesture, () => this.#wakeAsleep(), true)
    this.#adjust()
  }

  /** Whether what is said now is heard. */
  get isAudible() {
    return this.player.state === "running" && !this.preferences.get("isMuted") && this.preferences.get("volume") > 0
  }

  /** Whether the player has something to say, be it held back. */
  get isSpeaking() {
    return this.speaking.size > 0 && this.player.state !== "unavailable"
  }

  /** Why nothing is heard: "unavailable", "blocked", "skipped", or "" where that is as it should be. */
  get silence() {
    if (this.player.state === "unavailable") return "unavailable"
    if (this.player.state === "asleep" && this.isSpeaking) return "blocked"
    return this.lacksSound ? "skipped" : ""
  }

  /** Whether sound of the newest question is still to come. */
  get isOwedSound() {
    return this.isAwaited || Boolean(this.queue && !this.queue.isStopped && !this.queue.isComplete && !this.hasGivenUp)
  }

  get canRepeat() {
    return Boolean(this.queue?.hasSound)
  }

  // What the stream tells (actions.js).

  begin(turn, id) {
    this.#fallSilent()
    this.turn = turn
    this.heard.moveTo(id)
    this.queue = new ClipQueue(this.heard.position)
    this.player.open() // before any sentence is whole, or screen readers would be told what is spoken, too
    this.#changed()
  }

  learn(sentence) {
    if (sentence.turn === this.turn) this.sentences.set(sentence.index, sentence)
  }

  async take({ id, turn, sentence, last, data }) {
    if (turn !== this.turn) return
    const { queue } = this
    const clip = { id, sentence, isLast: last, samples: undefined }
    queue.add(clip)
    this.#waitOn()
    // What cannot be decoded is passed over.
    clip.samples = await this.#decode(data)
    if (queue === this.queue) this.#speak()
  }

  skip({ id, turn, sentence, reason }) {
    if (turn !== this.turn) return
    this.queue.add({ id, sentence, isLast: true, samples: NOTHING, hasNothingToSay: reason === "empty" })
    this.#waitOn()
    this.#speak()
  }

  finish(turn, sentences) {
    if (turn !== this.turn) return
    this.queue.finish(sentences)
    this.#waitOn()
  }

  /** That question came to nothing, or is answered. */
  drop(turn) {
    if (turn === this.turn) this.dropAll()
  }

  dropAll() {
    this.#fallSilent()
    this.#changed()
  }

  /** From where the stream is to be told to a page that knows all up to `position`, a question that stands. */
  resumeFrom(position, isOver) {
    if (isOver && !this.heard.isWithin(position)) return position
    this.isAwaited = isOver && !this.queue
    this.#waitOn()
    return startOf(position)
  }

  // What the room tells.

  /** Whether the interview is under way. */
  attend(isUnderWay) {
    if (isUnderWay === this.isAttended) return
    this.isAttended = isUnderWay
    this.#changed()
  }

  /** More of the text shows. */
  textShown() {
    if (this.queue && !this.queue.isAllHandedOut) this.#speak()
  }

  answering() {
    if (this.preferences.get("stopsForAnswers")) this.stopSpeaking()
  }

  // What the candidate does.

  /** To be called while a click or a key is handled. */
  wake() {
    this.player.wake()
  }

  repeat() {
    if (!this.canRepeat) return
    this.player.stop()
    this.player.wake()
    this.speaking.clear()
    this.queue.rewind()
    this.#speak()
  }

  /** Nothing more will come, whatever is missing. */
  giveUp() {
    clearTimeout(this.timer)
    this.isAwaited = false
    this.hasGivenUp = true
    this.#changed()
  }

  // What the player reports.

  soundChanged() {
    this.#changed()
  }

  #began({ sentence, samples }) {
    const told = this.sentences.get(sentence)
    if (told && samples.length) this.delegate.sentenceBegan(this.turn, told)
  }

  #ended(clip) {
    const told = this.sentences.get(clip.sentence)
    const hadSound = clip.samples.length > 0
    this.speaking.delete(clip)
    this.heard.moveTo(clip.id)
    if (told && clip.isLast) this.delegate.sentencePassed(this.turn, told, hadSound)
    if (clip.isLast) this.lacksSound = !hadSound && !clip.hasNothingToSay
    if (!this.isSpeaking) this.#pause(clip)
    this.#changed()
  }

  #pause({ id }) {
    if (this.queue.isAllHandedOut && this.queue.isComplete) this.heard.close(id)
    this.delegate.fellSilent(this.turn)
  }

  #speak() {
    if (!this.queue) return
    for (const clip of this.queue.take((sentence) => this.#isShown(sentence))) {
      this.speaking.add(clip)
      this.player.play(clip.samples, { began: () => this.#began(clip), ended: () => this.#ended(clip) })
    }
    this.#changed()
  }

  #isShown(sentence) {
    const told = this.sentences.get(sentence)
    return !told || this.delegate.hasShown(this.turn, told.start)
  }

  /** No more of this question, also after a reload; it can be repeated. */
  stopSpeaking() {
    if (!this.queue || this.queue.isStopped) return
    this.player.stop()
    this.speaking.clear()
    this.queue.stop()
    this.heard.close(this.heard.position)
    this.delegate.fellSilent(this.turn)
    this.#changed()
  }

  async #decode(data) {
    try {
      return await this.player.decode(bytesOf(data))
    } catch {
      return NOTHING
    }
  }

  #fallSilent() {
    const { turn } = this
    this.player.stop()
    this.#forget()
    if (turn) this.delegate.fellSilent(turn)
  }

  #forget() {
    clearTimeout(this.timer)
    this.turn = 0
    this.queue = undefined
    this.sentences = new Map()
    this.speaking = new Set() // the clips that the player has
    this.isAwaited = this.lacksSound = this.hasGivenUp = false
  }

  #waitOn() {
    clearTimeout(this.timer)
    this.hasGivenUp = false
    this.timer = setTimeout(() => this.#lookWhatIsMissing(), PATIENCE_MS)
  }

  #lookWhatIsMissing() {
    if (!this.isOwedSound) return
    // It is sent faster than it is heard: until all of it is heard, the next is not late.
    if (this.isSpeaking && this.player.state === "running") this.#waitOn()
    else this.giveUp()
  }

  #changed() {
    this.dispatchEvent(new Event("change"))
  }

  #adjust() {
    this.player.volume = this.preferences.get("isMuted") ? 0 : this.preferences.get("volume")
    this.player.speed = this.preferences.get("speed")
    this.#changed()
  }

  #wakeAsleep() {
    if (this.silence === "blocked") this.player.wake()
  }
}
