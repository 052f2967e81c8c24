import { graphemes } from "../lib/graphemes.js"
import { graphemesToShow, LAG_MS } from "../lib/pace.js"

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)")

/**
 * Types text into a node as it comes. Delegate: typedOn(), whenever more of it shows, and typed(), once all of a
 * finished text stands there. Where motion is unwelcome, or nobody looks (a hidden page gets no frames), text shows at once.
 */
export class Typewriter {
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

  push(text) {
    this.text += text
    this.arrivals.push({ end: this.text.length, at: performance.now() })
    this.#schedule()
  }

  /** The whole text is `text`, whatever came before. */
  finish(text) {
    // A text that differs from what was typed so far is never typed again before the reader's eyes.
    if (!text.startsWith(this.text.slice(0, this.shown))) this.shown = text.length
    this.text = text
    this.arrivals = [{ end: text.length, at: performance.now() }]
    this.finished = true
    this.#schedule()
  }

  /** Nobody looks any more: no frame would show what is left. */
  hidden() {
    if (this.isTyping) this.#schedule()
  }

  /** Put a text there without typing it, and without telling. */
  show(text) {
    this.clear()
    this.node.data = this.text = text
    this.shown = text.length
  }

  clear() {
    this.stop()
    this.text = ""
    this.shown = 0
    this.arrivals = [] // where each piece of text ends, and when it came
    this.carry = 1 // the first grapheme shows in the first frame
    this.finished = false
    this.node.data = ""
  }

  stop() {
    cancelAnimationFrame(this.frame)
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
    this.shown = Math.max(this.#paced(now - this.lastFrameAt), this.#overdue(now))
    this.lastFrameAt = now
    this.#put(this.text.slice(0, this.shown))
    this.#schedule()
  }

  #paced(elapsedMs) {
    const waiting = graphemes(this.text.slice(this.shown))
    const step = graphemesToShow(waiting.length, elapsedMs, this.carry)
    this.carry = step.carry
    return this.shown + waiting.slice(0, step.show).join("").length
  }

  #overdue(now) {
    let end = 0
    while (this.arrivals.length && now - this.arrivals[0].at >= LAG_MS) end = this.arrivals.shift().end
    return end
  }

  #settle() {
    this.stop()
    this.carry = 1
    this.#put(this.text)
    if (this.finished) this.delegate.typed()
  }

  #put(text) {
    // Added, not replaced, or a range in it would collapse.
    if (text.startsWith(this.node.data)) this.node.appendData(text.slice(this.node.length))
    else this.node.data = text
    this.delegate.typedOn()
  }
}
