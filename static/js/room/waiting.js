const QUIET_MS = 1_000
const LONG_MS = 10_000

/**
 * What a question says for itself while no text comes: nothing at first, then that the interviewer is thinking,
 * then that it takes long. Delegate: waitingSaid(text), waitingLong(), the latter again every ten seconds.
 */
export class Waiting {
  constructor(node, phrases, delegate) {
    this.node = node
    this.phrases = phrases
    this.delegate = delegate
  }

  start() {
    if (this.timers) return
    this.timers = [setTimeout(() => this.#show("thinking"), QUIET_MS), setInterval(() => this.#takeLong(), LONG_MS)]
  }

  /** Text came: begin to wait for the next, which needs no word before it takes long. */
  heard() {
    this.stop()
    this.timers = [setInterval(() => this.#takeLong(), LONG_MS)]
  }

  stop() {
    this.timers?.forEach(clearTimeout) // timeouts and intervals share their numbers
    this.timers = undefined
    this.node.hidden = true
    this.node.textContent = ""
  }

  #takeLong() {
    this.#show("thinking_long")
    this.delegate.waitingLong()
  }

  #show(phrase) {
    const text = this.phrases.say(phrase)
    if (this.node.textContent === text) return
    this.node.hidden = false
    this.node.textContent = text
    this.delegate.waitingSaid(text)
  }
}
