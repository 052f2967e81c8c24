import { isNewer } from "../stream/position.js"

/**
 * The sound of one question in its order: what there is, what is due, what is still owed. Pure.
 *
 * A clip is {id, sentence, isLast, samples}: `samples` is undefined until it is decoded, and empty where there is no
 * sound. The log tells sound in the order in which it is spoken; decoding may end in another.
 */
export class ClipQueue {
  /** What is not newer than the position `heard` is kept, and not due. */
  constructor(heard = "") {
    this.heard = heard
    this.clips = []
    this.next = 0 // index of the first that was not handed out
    this.ended = new Set() // sentences that have all the sound they will have
    this.sentences = undefined
    this.isStopped = false
  }

  /** What comes of a sentence behind its end is left out: a part before it was skipped. */
  add(clip) {
    if (this.ended.has(clip.sentence)) return
    this.clips.push(clip)
    if (clip.isLast) this.ended.add(clip.sentence)
    const isDue = !this.isStopped && isNewer(clip.id, this.heard)
    if (!isDue && this.next === this.clips.length - 1) this.next += 1
  }

  /** The question has so many sentences. */
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

  /** Hand out what may be played now: decoded, behind all before it, of a sentence that `mayBegin(sentence)`. */
  take(mayBegin) {
    const first = this.next
    const until = this.clips.findIndex((clip, index) => index >= first && !(clip.samples && mayBegin(clip.sentence)))
    this.next = until < 0 ? this.clips.length : until
    return this.clips.slice(first, this.next)
  }

  /** All of it is due again, from the start. */
  rewind() {
    this.heard = ""
    this.isStopped = false
    this.next = 0
  }

  /** Nothing more of it is due. */
  stop() {
    this.isStopped = true
    this.next = this.clips.length
  }
}
