import { onPress } from "../../lib/busy.js"
import { utf16Index } from "../../lib/code_points.js"
import { find } from "../../lib/find.js"
import { spokenMark } from "../../voice/spoken_mark.js"
import { Typewriter } from "./typewriter.js"
import { Waiting } from "./waiting.js"

/**
 * @import { Phrases } from "../../lib/phrases.js"
 * @import { Failure, TurnFacts } from "../../stream/events.js"
 * @import { WaitingDelegate } from "./waiting.js"
 *
 * @typedef {object} TurnOwnDelegate
 * @property {(turn: Turn) => void} textShown called whenever more of the question shows
 * @property {(turn: Turn) => void} questionComplete called once the whole question shows
 *
 * @typedef {TurnOwnDelegate & WaitingDelegate} TurnDelegate
 *
 * @typedef {object} TurnParts
 * @property {Phrases} phrases
 * @property {TurnDelegate} delegate
 * @property {{stop: (turn: Turn) => Promise<void>, retry: (turn: Turn) => Promise<void>}} commands
 * @property {number} questionCount
 * @property {boolean} watching whether the reader is staff, who do not answer
 */

const BEING_MADE = new Set(["queued", "running"])

/** One question and its answer, an item of the transcript. */
export class Turn {
  /** One of the API's, or "" before anything is known. */
  status = ""
  kind = ""
  /** What is being spoken, in code points. @type {{start: number, end: number} | undefined} */
  marked

  /**
   * @param {number} number
   * @param {HTMLTemplateElement} template
   * @param {TurnParts} parts
   */
  constructor(number, template, { phrases, delegate, commands, questionCount, watching }) {
    this.number = number
    this.phrases = phrases
    this.delegate = delegate
    this.questionCount = questionCount
    this.watching = watching
    const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true))
    this.element = find(copy, ".turn", HTMLElement)
    this.element.dataset.turn = String(number)
    this.typewriter = new Typewriter(this.#part("question"), this)
    this.waiting = new Waiting(this.#part("note"), phrases, delegate)
    onPress(this.#button("stop"), () => commands.stop(this))
    onPress(this.#button("retry"), () => commands.retry(this))
    this.#describe("", "")
    this.#enter("")
  }

  get isBeingMade() {
    return BEING_MADE.has(this.status)
  }

  get isTyping() {
    return this.typewriter.isTyping
  }

  get isClosing() {
    return this.kind === "close" || (!this.kind && this.number > this.questionCount)
  }

  get label() {
    return this.phrases.say(this.isClosing ? "closing" : "question", { number: this.number })
  }

  get question() {
    return this.typewriter.text
  }

  get answerText() {
    return this.#part("answer-text").textContent ?? ""
  }

  get failureText() {
    return this.#part("failure-message").textContent ?? ""
  }

  stop() {
    this.unmark()
    this.typewriter.stop()
    this.waiting.stop()
  }

  /** Note that the question is queued, unless more than that is known. */
  expect() {
    if (this.status && this.status !== "failed") return
    this.typewriter.clear()
    this.#enter("queued")
  }

  /** Note that the page is hidden. */
  hidden() {
    this.typewriter.hidden()
  }

  /**
   * Begin an attempt at the question, which voids the text of an earlier one.
   * @param {string} kind
   * @param {string} topic
   */
  begin(kind, topic) {
    this.typewriter.clear()
    this.#describe(kind, topic)
    this.#enter("running")
  }

  /** @param {string} text */
  push(text) {
    this.waiting.heard()
    this.typewriter.push(text)
  }

  /** @param {string} text the whole question */
  finish(text) {
    this.#enter(this.isClosing ? "closed" : "asked")
    this.element.classList.add("turn--typing")
    this.typewriter.finish(text)
  }

  /** @param {Failure} failure */
  fail({ message, retryable, by }) {
    this.typewriter.clear()
    this.#part("failure-message").textContent = this.watching && by ? this.phrases.say(`stopped_by_${by}`) : message // which addresses the candidate
    this.#part("retry").hidden = !retryable || this.watching
    this.#enter("failed")
    this.element.scrollIntoView({ block: "nearest" })
  }

  /** Expect nothing more of a question that is not complete, because the interview is over. */
  abandon() {
    if (this.isBeingMade || this.status === "failed") this.#enter("")
  }

  /** @param {string} text */
  answer(text) {
    this.#part("answer-text").textContent = text
    this.#enter("answered")
  }

  /**
   * Take over what a snapshot says. If the stream has reported the turn already, only an answer is new.
   * @param {TurnFacts} facts
   */
  learn({ kind, topic, status, question, answer, failure }) {
    if (this.status && (status !== "answered" || this.status === "answered")) return
    this.#describe(kind, topic)
    if (BEING_MADE.has(status)) return this.expect()
    if (status === "failed") return this.fail(failure ?? { message: this.phrases.say("failed"), retryable: true })
    this.typewriter.show(question)
    if (status === "answered") this.answer(answer)
    else this.#enter(status)
  }

  /**
   * Return whether the question shows beyond `offset`.
   * @param {number} offset in code points
   */
  hasShown(offset) {
    return this.typewriter.shownText.length > utf16Index(this.question, offset)
  }

  /**
   * Mark what is being spoken.
   * @param {{start: number, end: number}} sentence in code points
   */
  mark({ start, end }) {
    this.marked = { start, end }
    this.#followMark()
  }

  unmark() {
    if (this.marked) spokenMark.clear()
    this.marked = undefined
  }

  focus() {
    find(this.element, ".turn__label", HTMLElement).focus({ preventScroll: true })
    this.element.scrollIntoView({ block: "nearest" })
  }

  // Reports of the typewriter.

  typedOn() {
    this.#followMark()
    this.delegate.textShown(this)
  }

  typed() {
    this.element.classList.remove("turn--typing")
    this.delegate.questionComplete(this)
  }

  #followMark() {
    if (!this.marked) return
    const [start, end] = [this.marked.start, this.marked.end].map((offset) => utf16Index(this.question, offset))
    spokenMark.show(this.typewriter.node, start, end)
  }

  /**
   * @param {string} kind
   * @param {string} topic
   */
  #describe(kind, topic) {
    this.kind = kind
    this.#part("label").textContent = this.label
    this.#part("topic").textContent = this.isClosing ? "" : topic
  }

  /** @param {string} status */
  #enter(status) {
    const hadFocus = this.element.contains(document.activeElement)
    this.status = status
    this.element.dataset.status = status
    this.element.classList.toggle("turn--typing", status === "running")
    this.element.setAttribute("aria-busy", String(this.isBeingMade))
    this.#part("controls").hidden = !this.isBeingMade
    this.#part("failure").hidden = status !== "failed"
    this.#part("answer").hidden = status !== "answered"
    if (this.isBeingMade) this.waiting.start()
    else this.waiting.stop()
    // The pressed button has disappeared: move the focus to what took its place.
    if (hadFocus && !this.element.contains(visible(document.activeElement))) this.#refocus()
  }

  #refocus() {
    const retry = visible(this.#part("retry"))
    if (retry) retry.focus()
    else this.focus()
  }

  /** @param {string} name */
  #part(name) {
    return find(this.element, `[data-${name}]`, HTMLElement)
  }

  /** @param {string} name */
  #button(name) {
    return find(this.element, `[data-${name}]`, HTMLButtonElement)
  }
}

/**
 * Return the element if it is visible.
 * @template {Element} T
 * @param {T | null} element
 */
function visible(element) {
  return element?.getClientRects().length ? element : null
}
