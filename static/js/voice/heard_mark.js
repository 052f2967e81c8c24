import { attempt } from "../lib/storage.js"
import { allOf, isNewer, startOf } from "../stream/position.js"

/**
 * Up to which event this tab has heard the interview's sound, as the position of that event: a reload goes on behind
 * it.
 */
export class HeardMark {
  constructor(interview) {
    this.key = `heard:${interview}`
    this.position = attempt(() => sessionStorage.getItem(this.key)) ?? ""
  }

  /** All up to that event was heard. */
  moveTo(position) {
    if (!isNewer(position, this.position)) return
    this.position = position
    attempt(() => sessionStorage.setItem(this.key, position))
  }

  /** Nothing more of the question that this event is of is to be heard. */
  close(position) {
    this.moveTo(allOf(position))
  }

  /** Whether this tab began to hear the question that this event is of, and has not heard all of it. */
  isWithin(position) {
    return isNewer(this.position, startOf(position)) && isNewer(allOf(position), this.position)
  }
}
