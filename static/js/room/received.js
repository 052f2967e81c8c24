import { isNewer, isSameAttempt } from "../stream/position.js"

/** @import { StreamEvent } from "../stream/events.js" */

/** How much of the interview this page has received, as positions. */
export class Received {
  /** Up to where the stream was received. */
  lastEventId = ""
  /** Up to where a snapshot has the text. */
  covered = ""
  /** Whether the stream was begun anew and has brought nothing since. */
  isBegunAnew = false

  /**
   * Note that an event came.
   * @param {StreamEvent} event
   * @returns {boolean} false if it is a repeat
   */
  take({ id }) {
    if (id === undefined) return true
    if (!isNewer(id, this.lastEventId)) return false
    this.lastEventId = id
    this.isBegunAnew = false
    return true
  }

  /**
   * Return whether a snapshot has the text of this event.
   * @param {StreamEvent} event
   */
  isCovered({ id }) {
    return id !== undefined && !isNewer(id, this.covered)
  }

  /**
   * Resume the stream after `start`, unless it was received further than that within the same attempt.
   * @param {string} covered up to where a snapshot has the text
   * @param {string} start a position
   */
  resumeFrom(covered, start) {
    this.covered = covered
    const isFurther = isSameAttempt(start, this.lastEventId) && isNewer(this.lastEventId, start)
    if (!isFurther) this.lastEventId = start
  }

  /** Note that the stream is to be begun anew. Return false if that was done before and brought nothing. */
  beginAnew() {
    const isFirst = !this.isBegunAnew
    this.isBegunAnew = true
    return isFirst
  }

  /** @param {string} position */
  isBehind(position) {
    return isNewer(position, this.lastEventId)
  }

  clear() {
    this.lastEventId = this.covered = ""
  }
}
