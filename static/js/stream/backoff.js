const FIRST_MS = 1000
const LONGEST_MS = 30_000

/** Says how long to wait before the next attempt: longer each time, with jitter, so that clients spread out. */
export class Backoff {
  /** @param {() => number} random from 0 to 1 */
  constructor(random = Math.random) {
    this.random = random
    this.attempts = 0
  }

  reset() {
    this.attempts = 0
  }

  /**
   * Return how many milliseconds to wait.
   * @param {number} atLeast failed attempts to assume, for a server that asked for a longer pause
   */
  next(atLeast = 0) {
    this.attempts = Math.max(this.attempts, atLeast)
    const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.attempts++)
    return longest / 2 + this.random() * (longest / 2)
  }

  /** Return how many milliseconds to wait if the server asked everyone to come back at once. */
  soon() {
    return this.random() * (FIRST_MS / 2)
  }
}
