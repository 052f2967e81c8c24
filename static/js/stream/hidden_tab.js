/** @import { Connection } from "./connection.js" */

const HIDDEN_MS = 10_000

/**
 * Lets go of the stream in a tab that nobody looks at. Over HTTP/1.1 a browser has six connections for all its tabs, and
 * a stream holds one of them for as long as it is open.
 */
export class HiddenTab {
  /** @type {number | undefined} */
  timer

  /**
   * @param {Connection} connection
   * @param {() => boolean} isNeeded tells whether something is being received
   */
  constructor(connection, isNeeded) {
    this.connection = connection
    this.isNeeded = isNeeded
  }

  hide() {
    clearInterval(this.timer)
    this.timer = setInterval(() => this.#letGo(), HIDDEN_MS)
  }

  /** Return whether the stream was let go of, so that it is resumed now. */
  show() {
    clearInterval(this.timer)
    return this.connection.resume()
  }

  #letGo() {
    if (this.isNeeded()) return
    clearInterval(this.timer)
    this.connection.rest()
  }
}
