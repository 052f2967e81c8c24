const PATIENCE_MS = 15_000

/** How long the voice waits for sound that is due. */
export class Patience {
  /** @type {number | undefined} */
  timer
  /** Whether the voice has stopped waiting. */
  isOver = false

  /** @param {() => void} expired called when the time is up */
  constructor(expired) {
    this.expired = expired
  }

  /** Start the time anew. */
  start() {
    this.stop()
    this.timer = setTimeout(this.expired, PATIENCE_MS)
  }

  /** Wait for nothing. */
  stop() {
    clearTimeout(this.timer)
    this.isOver = false
  }

  /** Wait no longer. */
  end() {
    clearTimeout(this.timer)
    this.isOver = true
  }
}
