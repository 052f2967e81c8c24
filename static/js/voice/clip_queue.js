import { isNewer } from "../stream/position.js"

/**
 * @typedef {object} Clip
 * @property {string} id the position of its event
 * @property {number} sentence
 * @property {boolean} isLast whether its sentence has no more clips
 * @property {Float32Array | undefined} samples undefined until decoded; empty if there is no sound
 * @property {boolean} [hasNothingToSay] whether silence is right
 *
 * @typedef {Clip & {samples: Float32Array}} DecodedClip
 */

/**
 * The clips of one question in order: which have come, which may be played, which are missing. Pure.
 *
 * The stream delivers clips in the order in which they are spoken; decoding may finish in another order.
 */
export class ClipQueue {
  /** @type {Clip[]} */
  clips = []
  /** Index of the first clip that was not handed out. */
  next = 0
  /** Sentences that have all the sound they will get. @type {Set<number>} */
  ended = new Set()
  /** How many sentences the question has, once that is known. @type {number | undefined} */
  sentences
  isStopped = false

  /** @param {string} heard a position: clips up to it are kept, but not played again */
  constructor(heard = "") {
    this.heard = heard
  }

  /**
   * Add a clip. It is dropped if its sentence has ended already, because an earlier part was skipped.
   * @param {Clip} clip
   */
  add(clip) {
    if (this.ended.has(clip.sentence)) return
    this.clips.push(clip)
    if (clip.isLast) this.ended.add(clip.sentence)
    const isDue = !this.isStopped && isNewer(clip.id, this.heard)
    if (!isDue && this.next === this.clips.length - 1) this.next += 1
  }

  /**
   * Note how many sentences the question has.
   * @param {number} sentences
   */
  finish(sentences) {
    this.sentences = sentences
  }

  /** Whether every sentence has all its sound here. */
  get isComplete() {
    return this.sentences !== undefined && this.ended.size >= this.sentences
  }

  get isAllHandedOut() {
    return this.next === this.clips.length
  }

  get hasSound() {
    return this.clips.some(({ samples }) => samples?.length)
  }

  /**
   * Hand out the clips that may be played now: decoded, in order, and of sentences that may begin.
   * @param {(sentence: number) => boolean} mayBegin
   * @returns {DecodedClip[]}
   */
  take(mayBegin) {
    const first = this.next
    const until = this.clips.findIndex((clip, index) => index >= first && !(clip.samples && mayBegin(clip.sentence)))
    this.next = until < 0 ? this.clips.length : until
    return /** @type {DecodedClip[]} */ (this.clips.slice(first, this.next))
  }

  /** Make every clip due again, from the start. */
  rewind() {
    this.heard = ""
    this.isStopped = false
    this.next = 0
  }

  /** Hand out nothing more. */
  stop() {
    this.isStopped = true
    this.next = this.clips.length
  }
}
