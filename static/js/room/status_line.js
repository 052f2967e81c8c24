/**
 * @import { Announcer } from "../lib/announcer.js"
 * @import { Phrases } from "../lib/phrases.js"
 */

const GRACE_MS = 400
const STEADY_MS = 2000
const GOOD_NEWS_MS = 4000
const LONG_NEWS_MS = 10_000

/**
 * Says when the connection is lost and when it is back. A hiccup that is too short to notice is not mentioned, and a
 * connection that breaks again and again is one loss.
 */
export class StatusLine {
  /** @type {number | undefined} */
  timer
  isLost = false
  reason = ""

  /**
   * @param {HTMLElement} element
   * @param {Phrases} phrases
   * @param {Announcer} announcer
   */
  constructor(element, phrases, announcer) {
    this.element = element
    this.announcer = announcer
    this.phrases = phrases
  }

  /** @param {string} [reason] the server's, if it gave one */
  lost(reason) {
    this.reason = reason || this.phrases.say("lost")
    if (this.element.dataset.news === "lost") {
      clearTimeout(this.timer)
      this.isLost = true
      return this.#put("lost", this.reason)
    }
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
    this.timer = setTimeout(() => this.#showConnected(), STEADY_MS)
  }

  /**
   * Show another message for a while.
   * @param {string} text
   */
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

  #showConnected() {
    this.#put("connected", this.phrases.say("connected"))
    this.timer = setTimeout(() => this.clear(), GOOD_NEWS_MS)
  }

  #showLost() {
    this.#put("lost", this.reason)
  }

  /**
   * @param {"lost" | "connected" | "told"} news
   * @param {string} text
   */
  #put(news, text) {
    if (this.element.textContent !== text) this.announcer.say(text)
    this.element.hidden = false
    this.element.dataset.news = news
    this.element.textContent = text
  }
}
