import { onPress } from "../lib/busy.js"
import { utf16Index } from "../lib/code_points.js"
import { spokenMark } from "../voice/spoken_mark.js"
import { Typewriter } from "./typewriter.js"
import { Waiting } from "./waiting.js"

const BEING_MADE = new Set(["queued", "running"])

/**
 * One question and its answer, an item of the transcript. Its status is one of the API's, "" before anything is
 * known. Delegate: textShown(turn), questionStands(turn), stopWanted(turn), retryWanted(turn), waitingSaid(text),
 * waitingLong().
 */
export class Turn {
  constructor(number, template, { phrases, delegate, questionCount, watching }) {
    this.number = number
    this.phrases = phrases
    this.delegate = delegate
    this.questionCount = questionCount
    this.watching = watching
    this.element = template.content.firstElementChild.cloneNode(true)
    this.element.dataset.turn = number
    this.typewriter = new Typewriter(this.#part("question"), this)
    this.waiting = new Waiting(this.#part("note"), phrases, delegate)
    onPress(this.#part("stop"), () => delegate.stopWanted(this))
    onPress(this.#part("retry"), () => delegate.retryWanted(this))
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
    return this.#part("answer-text").textContent
  }

  get failureText() {
    return this.#part("failure-message").textContent
  }

  stop() {
    this.unmark()
    this.typewriter.stop()
    this.waiting.stop()
  }

  /** The question is in line, unless more than that is known. */
  expect() {
    if (this.status && this.status !== "failed") return
    this.typewriter.clear()
    this.#enter("queued")
  }

  /** The page is hidden. */
  hidden() {
    this.typewriter.hidden()
  }

  /** An attempt begins: what an earlier one had written is void. */
  begin(kind, topic) {
    this.typewriter.clear()
    this.#describe(kind, topic)
    this.#enter("running")
  }

  push(text) {
    this.waiting.heard()
    this.typewriter.push(text)
  }

  finish(text) {
    this.#enter(this.isClosing ? "closed" : "asked")
    this.element.classList.add("turn--typing")
    this.typewriter.finish(text)
  }

  /** `failure` as `question.failed` has it. */
  fail({ message, retryable, by }) {
    this.typewriter.clear()
    // The event speaks to the candidate.
    const isOthers = this.watching && by
    this.#part("failure-message").textContent = isOthers ? this.phrases.say(`stopped_by_${by}`) : message
    this.#part("retry").hidden = !retryable || this.watching
    this.#enter("failed")
    this.element.scrollIntoView({ block: "nearest" })
  }

  /** The interview is over: nothing more comes of a question that does not stand. */
  abandon() {
    if (this.isBeingMade || this.status === "failed") this.#enter("")
  }

  answer(text) {
    this.#part("answer-text").textContent = text
    this.#enter("answered")
  }

  /** Take what a snapshot says: of a turn that the stream has told of, only that it was answered. */
  learn({ kind, topic, status, question, answer, failure }) {
    if (this.status && (status !== "answered" || this.status === "answered")) return
    this.#describe(kind, topic)
    if (BEING_MADE.has(status)) return this.expect()
    if (status === "failed") return this.fail(failure ?? { message: this.phrases.say("failed"), retryable: true })
    this.typewriter.show(question)
    if (status === "answered") this.answer(answer)
    else this.#enter(status)
  }

  /** Whether the question shows beyond its first `offset` code points. */
  hasShown(offset) {
    return this.typewriter.shownText.length > utf16Index(this.question, offset)
  }

  /** Mark what is being spoken: `start` and `end` in code points. */
  mark({ start, end }) {
    this.marked = { start, end }
    this.#followMark()
  }

  unmark() {
    if (this.marked) spokenMark.clear()
    this.marked = undefined
  }

  focus() {
    this.element.querySelector(".turn__label").focus({ preventScroll: true })
    this.element.scrollIntoView({ block: "nearest" })
  }

  // What the typewriter reports.

  typedOn() {
    this.#followMark()
    this.delegate.textShown(this)
  }

  typed() {
    this.element.classList.remove("turn--typing")
    this.delegate.questionStands(this)
  }

  #followMark() {
    if (!this.marked) return
    const [start, end] = [this.marked.start, this.marked.end].map((offset) => utf16Index(this.question, offset))
    spokenMark.show(this.typewriter.node, start, end)
  }

  #describe(kind, topic) {
    this.kind = kind
    this.#part("label").textContent = this.label
    this.#part("topic").textContent = this.isClosing ? "" : topic
  }

  #enter(status) {
    const hadFocus = this.element.contains(document.activeElement)
    this.status = status
    this.element.dataset.status = status
    this.element.classList.toggle("turn--typing", status === "running")
    this.element.setAttribute("aria-busy", this.isBeingMade)
    this.#part("controls").hidden = !this.isBeingMade
    this.#part("failure").hidden = status !== "failed"
    this.#part("answer").hidden = status !== "answered"
    if (this.isBeingMade) this.waiting.start()
    else this.waiting.stop()
    // The button that was pressed is gone: the keyboard goes on from what took its place.
    if (hadFocus && !this.element.contains(visible(document.activeElement))) this.#refocus()
  }

  #refocus() {
    const retry = visible(this.#part("retry"))
    if (retry) retry.focus()
    else this.focus()
  }

  #part(name) {
    return this.element.querySelector(`[data-${name}]`)
  }
}

function visible(element) {
  return element?.getClientRects().length ? element : null
}
