/** How long to wait before the next attempt: longer each time, never the same for everyone. */
const FIRST_MS = 1000
const LONGEST_MS = 30_000

export class Backoff {
  constructor(random = Math.random) {
    this.random = random
    this.reset()
  }

  reset() {
    this.attempts = 0
  }

  /** Milliseconds; `atLeast` attempts are taken as failed already, for a server that asked for rest. */
  next(atLeast = 0) {
    this.attempts = Math.max(this.attempts, atLeast)
    const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.attempts++)
    return longest / 2 + this.random() * (longest / 2)
  }

  /** Milliseconds, where the server asked to come back at once: spread, so that not all come in one instant. */
  soon() {
    return this.random() * (FIRST_MS / 2)
  }
}
