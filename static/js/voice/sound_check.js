import { onPress } from "../lib/busy.js"
import { find } from "../lib/find.js"

/**
 * @import { Phrases } from "../lib/phrases.js"
 * @import { Player } from "./player/player.js"
 */

const TIMEOUT_MS = 20_000
const AWAY = 503

/** Raised if the server has no sample; `status` is its answer's. */
class SampleError extends Error {
  /** @param {number} status */
  constructor(status) {
    super(`no sample: ${status}`)
    this.status = status
  }
}

/** Plays a spoken sample before the interview and shows its level. A failure is explained, and holds nobody up. */
export class SoundCheck {
  /** @type {Float32Array | undefined} */
  sample
  frame = 0

  /**
   * @param {HTMLElement} panel
   * @param {{path: string, player: Player, phrases: Phrases}} parts `path` is the sample's
   */
  constructor(panel, { path, player, phrases }) {
    this.panel = panel
    this.path = path
    this.player = player
    this.phrases = phrases
    this.meter = find(panel, "meter", HTMLMeterElement)
    this.news = find(panel, "[data-sample-news]", HTMLElement)
    onPress(find(panel, "[data-sample]", HTMLButtonElement), () => this.#play())
  }

  async #play() {
    this.player.wake() // while the press is being handled
    if (this.player.state === "unavailable") return this.#say("silence_unavailable")
    try {
      if (!this.sample) this.#say("sample_coming")
      this.sample ??= await this.player.decode(await this.#fetch())
      this.#start(this.sample)
    } catch (error) {
      const isAway = error instanceof SampleError && error.status === AWAY
      this.#say(isAway ? "sample_away" : "sample_failed")
    }
  }

  /** @param {Float32Array} sample */
  #start(sample) {
    if (!this.panel.checkVisibility()) return // the interview has begun in the meantime
    this.player.stop()
    this.player.play(sample, { began: () => this.#follow(), ended: () => this.#rest() })
  }

  async #fetch() {
    const response = await fetch(this.path, { signal: AbortSignal.timeout(TIMEOUT_MS) })
    if (!response.ok) throw new SampleError(response.status)
    return response.arrayBuffer()
  }

  #follow() {
    this.#say("sample_playing")
    cancelAnimationFrame(this.frame)
    const draw = () => {
      if (!this.panel.checkVisibility()) return this.#rest() // stopped, because the interview has begun
      this.meter.value = this.player.level
      this.frame = requestAnimationFrame(draw)
    }
    draw()
  }

  #rest() {
    cancelAnimationFrame(this.frame)
    this.meter.value = 0
    this.#say("sample_played")
  }

  /** @param {string} phrase */
  #say(phrase) {
    this.news.textContent = this.phrases.say(phrase)
  }
}
