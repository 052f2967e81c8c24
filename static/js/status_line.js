const GRACE_MS = 400
const GOOD_NEWS_MS = 4000
const LONG_NEWS_MS = 10_000

/** Says when the connection is lost and when it is back; a hiccup too short to notice goes unmentioned. */
export class StatusLine {
  constructor(element, phrases) {
    this.element = element
    this.phrases = phrases
  }

  lost() {
    if (this.isLost) return
    this.isLost = true
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.#show("lost"), GRACE_MS)
  }

  connected() {
    if (!this.isLost) return
    this.isLost = false
    clearTimeout(this.timer)
    if (this.element.dataset.news !== "lost") return
    this.#show("connected")
    this.timer = setTimeout(() => this.clear(), GOOD_NEWS_MS)
  }

  /** Say something else for a while. */
  tell(text) {
    clearTimeout(this.timer)
    this.#put("told", text)
    this.timer = setTimeout(() => (this.isLost ? this.#show("lost") : this.clear()), LONG_NEWS_MS)
  }

  clear() {
    clearTimeout(this.timer)
    this.isLost = false
    this.element.hidden = true
    this.element.textContent = this.element.dataset.news = ""
  }

  #show(news) {
    this.#put(news, this.phrases.say(news))
  }

  #put(news, text) {
    this.element.hidden = false
    this.element.dataset.news = news
    this.element.textContent = text
  }
}
