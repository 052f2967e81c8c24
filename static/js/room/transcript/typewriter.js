import { graphemes } from "../../lib/graphemes.js"
import { graphemesToShow, typingMs } from "../../lib/pace.js"

/**
 * @typedef {object} TypewriterDelegate
 * @property {() => void} typedOn called whenever more of the text shows
 * @property {() => void} typed called once the whole of a finished text shows
 */

// After this time without a word of a new attempt, the void words of the last one disappear.
const HOLD_MS = 200

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
  /** Set while the words of an earlier attempt show, which are void. @type {number | undefined} */
  holding
  text = ""
  /** How much of the text shows, in UTF-16 units. */
  shown = 0
  /** When all of the text is to show, on the clock of performance.now(). */
  dueAt = 0
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

  get isTyping() {
    return this.shown < this.text.length
  }

  /** @param {string} text */
  push(text) {
    this.#take(this.text + text)
  }

  /**
   * Take `text` for the whole text, whatever came before.
   * @param {string} text
   */
  finish(text) {
    // A text that differs from what was typed so far is not typed a second time before the reader's eyes.
    if (!text.startsWith(this.text.slice(0, this.shown))) this.shown = text.length
    this.finished = true
    this.#take(text)
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

  /** Begin with another text. What shows stays until that comes, so that a beginning that both share does not flicker. */
  restart() {
    this.#begin()
    if (this.node.data) this.holding = setTimeout(() => this.clear(), HOLD_MS)
  }

  clear() {
    this.#begin()
    this.node.data = ""
  }

  stop() {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame)
    clearTimeout(this.holding)
    this.frame = this.lastFrameAt = this.holding = undefined
  }

  #begin() {
    this.stop()
    this.text = ""
    this.shown = this.dueAt = 0
    this.carry = 1 // so that the first grapheme shows in the first frame
    this.finished = false
  }

  /** @param {string} text the whole text up to now */
  #take(text) {
    if (this.holding !== undefined) this.#keepCommonStart(text)
    const now = performance.now()
    const piece = graphemes(text.slice(Math.max(this.text.length, this.shown))).length
    if (piece) this.dueAt = now + typingMs(piece, Math.max(0, this.dueAt - now))
    this.text = text
    this.#schedule()
  }

  /** @param {string} text of a new attempt, whose start may be what shows of the last one */
  #keepCommonStart(text) {
    const old = this.node.data
    this.stop()
    for (const grapheme of graphemes(text)) {
      if (!old.startsWith(grapheme, this.shown)) break
      this.shown += grapheme.length
    }
    this.#put(text.slice(0, this.shown))
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
    this.shown = this.#paced(now)
    this.lastFrameAt = now
    this.#put(this.text.slice(0, this.shown))
    this.#schedule()
  }

  /** @param {number} now */
  #paced(now) {
    const last = this.lastFrameAt ?? now
    const waiting = graphemes(this.text.slice(this.shown))
    const step = graphemesToShow(waiting.length, now - last, this.dueAt - last, this.carry)
    this.carry = step.carry
    return this.shown + waiting.slice(0, step.show).join("").length
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
