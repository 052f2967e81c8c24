import { attempt } from "../lib/storage.js"
import { endOf, isNewer, startOf } from "../stream/position.js"

/** Remembers, as a position, how much of the interview's sound this tab has played, so that a reload resumes there. */
export class HeardMark {
  /** @param {number} interview */
  constructor(interview) {
    this.key = `heard:${interview}`
    this.position = attempt(() => sessionStorage.getItem(this.key)) ?? ""
  }

  /**
   * Note that everything up to that event was heard.
   * @param {string} position
   */
  moveTo(position) {
    if (!isNewer(position, this.position)) return
    this.position = position
    attempt(() => sessionStorage.setItem(this.key, position))
  }

  /**
   * Note that nothing more of the question that this event belongs to is to be heard.
   * @param {string} position
   */
  close(position) {
    this.moveTo(endOf(position))
  }

  /**
   * Return whether this tab has heard a part of the question that this event belongs to, but not all of it.
   * @param {string} position
   */
  isWithin(position) {
    return isNewer(this.position, startOf(position)) && isNewer(endOf(position), this.position)
  }
}
