import { bytesOf } from "../lib/base64.js"
import { startOf } from "../stream/position.js"
import { ClipQueue } from "./clip_queue.js"
import { Patience } from "./patience.js"

/**
 * @import { Audio, AudioSkipped, QuestionDone, QuestionStarted, Sentence } from "../stream/events.js"
 * @import { Clip, DecodedClip } from "./clip_queue.js"
 * @import { HeardMark } from "./heard_mark.js"
 * @import { Player } from "./player/player.js"
 * @import { Preferences } from "./preferences.js"
 * @import { VoicedText } from "./voiced_text.js"
 */

const NOTHING = new Float32Array(0)

/**
 * Speaks the newest question: no sentence before the page shows it, none twice after a reload, and nothing more once the
 * candidate stops it or answers. Dispatches "change" whenever one of its properties may have changed.
 */
export class Voice extends EventTarget {
  /** @type {VoicedText} */
  delegate
  turn = 0
  /** @type {ClipQueue | undefined} */
  queue
  /** @type {Map<number, Sentence>} */
  sentences = new Map()
  /** The clips that the player has. @type {Set<Clip>} */
  speaking = new Set()
  patience = new Patience(() => this.#checkWhatIsMissing())
  isAwaited = false
  lacksSound = false
  isAttended = false

  /**
   * @param {Player} player
   * @param {Preferences} preferences
   * @param {HeardMark} heard
   */
  constructor(player, preferences, heard) {
    super()
    this.player = player
    this.preferences = preferences
    this.heard = heard
    player.delegate = this
    preferences.addEventListener("change", () => this.#adjust())
    for (const gesture of ["click", "keydown"])
      addEventListener(gesture, () => this.silence === "blocked" && this.wake(), true)
    this.#adjust()
  }

  /** Whether speech can be heard now. */
  get isAudible() {
    return this.player.state === "running" && !this.preferences.get("isMuted") && this.preferences.get("volume") > 0
  }

  /** Whether the player has clips, even if the browser holds them back. */
  get isSpeaking() {
    return this.speaking.size > 0 && this.player.state !== "unavailable"
  }

  /**
   * Why nothing is heard, or "" if that is as it should be.
   * @returns {"unavailable" | "blocked" | "skipped" | ""}
   */
  get silence() {
    if (this.player.state === "unavailable") return "unavailable"
    if (this.player.state === "asleep" && this.isSpeaking) return "blocked"
    return this.lacksSound ? "skipped" : ""
  }

  /** Whether more sound of the newest question is to come. */
  get isOwedSound() {
    return this.isAwaited || Boolean(this.queue && !this.queue.isStopped && !this.queue.isComplete && !this.hasGivenUp)
  }

  /** Whether it speaks aloud, or more sound is to come. */
  get isBusy() {
    return this.isOwedSound || (this.isSpeaking && this.isAudible)
  }

  get hasGivenUp() {
    return this.patience.isOver
  }

  get canRepeat() {
    return Boolean(this.queue?.hasSound)
  }

  // Events of the stream, by way of room/actions.js.

  /** @param {QuestionStarted} started */
  begin({ turn, id }) {
    this.#fallSilent()
    this.turn = turn
    this.heard.moveTo(id)
    this.queue = new ClipQueue(this.heard.position)
    // Before any sentence is whole, or screen readers would be given text that is spoken as well.
    this.player.open()
    this.#changed()
  }

  /** @param {Sentence} sentence */
  learn(sentence) {
    if (sentence.turn === this.turn) this.sentences.set(sentence.index, sentence)
  }

  /** @param {Audio} audio */
  async take({ id, turn, sentence, last, data }) {
    const { queue } = this
    if (!queue || turn !== this.turn) return
    const clip = /** @type {Clip} */ ({ id, sentence, isLast: last, samples: undefined })
    queue.add(clip)
    this.patience.start()
    clip.samples = await this.#decode(data)
    if (queue === this.queue) this.#speak()
  }

  /** @param {AudioSkipped} skipped */
  skip({ id, turn, sentence, reason }) {
    if (turn !== this.turn) return
    this.queue?.add({ id, sentence, isLast: true, samples: NOTHING, hasNothingToSay: reason === "empty" })
    this.patience.start()
    this.#speak()
  }

  /** @param {QuestionDone} done */
  finish({ turn, sentences }) {
    if (turn !== this.turn) return
    this.queue?.finish(sentences)
    this.patience.start()
  }

  /**
   * Fall silent, because that question failed or is answered.
   * @param {number} turn
   */
  drop(turn) {
    if (turn === this.turn) this.dropAll()
  }

  dropAll() {
    this.#fallSilent()
    this.#changed()
  }

  /**
   * Return the position to resume the stream from, so that a finished question is spoken to its end after a reload.
   * @param {string} position up to which the page has the text
   * @param {boolean} isOver whether the interview has ended
   */
  resumeFrom(position, isOver) {
    if (isOver && !this.heard.isWithin(position)) return position
    this.isAwaited = isOver && !this.queue
    this.patience.start()
    return startOf(position)
  }

  // Reports of the room.

  /** @param {boolean} isUnderWay whether the interview is */
  attend(isUnderWay) {
    if (isUnderWay === this.isAttended) return
    this.isAttended = isUnderWay
    this.#changed()
  }

  /** Note that the page shows more of the text. */
  textShown() {
    if (this.queue && !this.queue.isAllHandedOut) this.#speak()
  }

  answering() {
    if (this.preferences.get("stopsForAnswers")) this.stopSpeaking()
  }

  // What the candidate does.

  /** Turn the sound on. Call it while a click or a key is handled. */
  wake() {
    this.player.wake()
  }

  repeat() {
    if (!this.queue?.hasSound) return
    this.player.stop()
    this.player.wake()
    this.speaking.clear()
    this.queue.rewind()
    this.#speak()
  }

  /** Stop waiting for the sound that is missing. */
  giveUp() {
    this.isAwaited = false
    this.patience.end()
    this.#changed()
  }

  // Reports of the player.

  soundChanged() {
    this.#changed()
  }

  /** @param {DecodedClip} clip */
  #began({ sentence, samples }) {
    const text = this.sentences.get(sentence)
    if (text && samples.length) this.delegate.sentenceBegan(this.turn, text)
  }

  /** @param {DecodedClip} clip */
  #ended(clip) {
    const text = this.sentences.get(clip.sentence)
    const hadSound = clip.samples.length > 0
    this.speaking.delete(clip)
    this.heard.moveTo(clip.id)
    if (text && clip.isLast) this.delegate.sentencePassed(this.turn, text, hadSound)
    if (clip.isLast) this.lacksSound = !hadSound && !clip.hasNothingToSay
    if (!this.isSpeaking) this.#pause(clip)
    this.#changed()
  }

  /** @param {DecodedClip} clip the last one that was played */
  #pause({ id }) {
    if (this.queue?.isAllHandedOut && this.queue.isComplete) this.heard.close(id)
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

  /** @param {number} sentence */
  #isShown(sentence) {
    const text = this.sentences.get(sentence)
    return !text || this.delegate.hasShown(this.turn, text.start)
  }

  /** Speak no more of this question, not even after a reload, unless the candidate asks for a repeat. */
  stopSpeaking() {
    if (!this.queue || this.queue.isStopped) return
    this.player.stop()
    this.speaking.clear()
    this.queue.stop()
    this.heard.close(this.heard.position)
    this.delegate.fellSilent(this.turn)
    this.#changed()
  }

  /**
   * Decode a clip. One that cannot be decoded is passed over.
   * @param {string} data a sound file in Base64
   */
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
    this.patience.stop()
    this.turn = 0
    this.queue = undefined
    this.sentences = new Map()
    this.speaking = new Set()
    this.isAwaited = this.lacksSound = false
    if (turn) this.delegate.fellSilent(turn)
  }

  #checkWhatIsMissing() {
    if (!this.isOwedSound) return
    // Sound is sent faster than it is played: while some is left to play, the rest is not late.
    if (this.isSpeaking && this.player.state === "running") this.patience.start()
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
}
