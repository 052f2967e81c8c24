import { graphemes } from "../../lib/graphemes.js"
import { graphemesToShow, LAG_MS } from "../../lib/pace.js"

/**
 * @typedef {object} TypewriterDelegate
 * @property {() => void} typedOn called whenever more of the text shows
 * @property {() => void} typed called once the whole of a finished text shows
 */

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)")

/**
 * Types text into a node as it comes. If the reader prefers reduced motion, or the page is hidden and so gets no frames,
 * text shows at once.
 */
export class Typewriter {
  /** @type {number | undefined} */
  frame
  /** @type {number | undefined} */
  lastFrameAt
  text = ""
  /** How much of the text shows, in UTF-16 units. */
  shown = 0
  /** Where each piece of text ends, and when it came. @type {{end: number, at: number}[]} */
  arrivals = []
  carry = 1
  finished = false

  /**
   * @param {HTMLElement} node
   * @param {TypewriterDelegate} delegate
   */
  constructor(node, delegate) {
    this.node = node.appendChild(document.createTextNode(""))
    this.delegate = delegate
    this.clear()
  }

  get shownText() {
    return this.node.data
  }

  get isTyping() {
    return this.shown < this.text.length
  }

  /** @param {string} text */
  push(text) {
    this.text += text
    this.arrivals.push({ end: this.text.length, at: performance.now() })
    this.#schedule()
  }

  /**
   * Take `text` for the whole text, whatever came before.
   * @param {string} text
   */
  finish(text) {
    // A text that differs from what was typed so far is not typed a second time before the reader's eyes.
    if (!text.startsWith(this.text.slice(0, this.shown))) this.shown = text.length
    this.text = text
    this.arrivals = [{ end: text.length, at: performance.now() }]
    this.finished = true
    this.#schedule()
  }

  /** Show the rest at once, because the page is hidden and gets no frames. */
  hidden() {
    if (this.isTyping) this.#schedule()
  }

  /**
   * Show a text without typing it and without a report.
   * @param {string} text
   */
  show(text) {
    this.clear()
    this.node.data = this.text = text
    this.shown = text.length
  }

  clear() {
    this.stop()
    this.text = ""
    this.shown = 0
    this.arrivals = []
    this.carry = 1 // so that the first grapheme shows in the first frame
    this.finished = false
    this.node.data = ""
  }

  stop() {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame)
    this.frame = this.lastFrameAt = undefined
  }

  #schedule() {
    if (reducedMotion.matches || document.hidden) this.shown = this.text.length
    if (!this.isTyping) return this.#settle()
    this.lastFrameAt ??= performance.now()
    this.frame ??= requestAnimationFrame(() => this.#type())
  }

  #type() {
    this.frame = undefined
    const now = performance.now()
    this.shown = Math.max(this.#paced(now - (this.lastFrameAt ?? now)), this.#overdue(now))
    this.lastFrameAt = now
    this.#put(this.text.slice(0, this.shown))
    this.#schedule()
  }

  /** @param {number} elapsedMs since the last frame */
  #paced(elapsedMs) {
    const waiting = graphemes(this.text.slice(this.shown))
    const step = graphemesToShow(waiting.length, elapsedMs, this.carry)
    this.carry = step.carry
    return this.shown + waiting.slice(0, step.show).join("").length
  }

  /**
   * Return the end of the text that has waited too long, in UTF-16 units.
   * @param {number} now
   */
  #overdue(now) {
    let end = 0
    while (this.arrivals.length && now - this.arrivals[0].at >= LAG_MS) end = this.arrivals.shift()?.end ?? end
    return end
  }

  #settle() {
    this.stop()
    this.carry = 1
    this.#put(this.text)
    if (this.finished) this.delegate.typed()
  }

  /** @param {string} text */
  #put(text) {
    // Append instead of replacing, which would collapse the highlight's range in the node.
    if (text.startsWith(this.node.data)) this.node.appendData(text.slice(this.node.length))
    else this.node.data = text
    this.delegate.typedOn()
  }
}
