const GRACE_MS = 400
const GOOD_NEWS_MS = 4000
const LONG_NEWS_MS = 10_000

/** Says when the connection is lost and when it is back; a hiccup too short to notice goes unmentioned. */
export class StatusLine {
  constructor(element, phrases) {
    this.element = element
    this.phrases = phrases
  }

  /** `reason` is the server's, where it gave one. */
  lost(reason) {
    this.reason = reason || this.phrases.say("lost")
    if (this.element.dataset.news === "lost") return this.#put("lost", this.reason)
    if (this.isLost) return
    this.isLost = true
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.#showLost(), GRACE_MS)
  }

  connected() {
    if (!this.isLost) return
    this.isLost = false
    clearTimeout(this.timer)
    if (this.element.dataset.news !== "lost") return
    this.#put("connected", this.phrases.say("connected"))
    this.timer = setTimeout(() => this.clear(), GOOD_NEWS_MS)
  }

  /** Say something else for a while. */
  tell(text) {
    clearTimeout(this.timer)
    this.#put("told", text)
    this.timer = setTimeout(() => (this.isLost ? this.#showLost() : this.clear()), LONG_NEWS_MS)
  }

  clear() {
    clearTimeout(this.timer)
    this.isLost = false
    this.element.hidden = true
    this.element.textContent = this.element.dataset.news = ""
  }

  #showLost() {
    this.#put("lost", this.reason)
  }

  #put(news, text) {
    this.element.hidden = false
    this.element.dataset.news = news
    this.element.textContent = text
  }
}
