import { onPress } from "../lib/busy.js"

const PATIENCE_MS = 20_000
const AWAY = 503

/** Before the interview: plays a spoken sample and shows how loud it is. What goes wrong is said, and holds nobody up. */
export class SoundCheck {
  constructor(panel, { path, player, phrases }) {
    Object.assign(this, { panel, path, player, phrases })
    this.meter = panel.querySelector("meter")
    this.news = panel.querySelector("[data-sample-news]")
    onPress(panel.querySelector("[data-sample]"), () => this.#play())
  }

  async #play() {
    this.player.wake() // while the press is being handled
    if (this.player.state === "unavailable") return this.#say("silence_unavailable")
    try {
      this.sample ??= await this.player.decode(await this.#fetch())
      this.#start()
    } catch (error) {
      this.#say(error.status === AWAY ? "sample_away" : "sample_failed")
    }
  }

  #start() {
    if (!this.panel.checkVisibility()) return // the interview has begun meanwhile
    this.player.stop()
    this.player.play(this.sample, { began: () => this.#follow(), ended: () => this.#rest() })
  }

  async #fetch() {
    const response = await fetch(this.path, { signal: AbortSignal.timeout(PATIENCE_MS) })
    if (!response.ok) throw Object.assign(new Error("no sample"), { status: response.status })
    return response.arrayBuffer()
  }

  #follow() {
    this.#say("sample_playing")
    cancelAnimationFrame(this.frame)
    const draw = () => {
      if (!this.panel.checkVisibility()) return this.#rest() // it was stopped: the interview has begun
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

  #say(phrase) {
    this.news.textContent = this.phrases.say(phrase)
  }
}
