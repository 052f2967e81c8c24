import { onPress } from "../../lib/busy.js"
import { find } from "../../lib/find.js"
import { visible } from "../../lib/visible.js"
import { UnsentTexts } from "../drafts/unsent_texts.js"
import { SpokenPart } from "./spoken_part.js"
import { Typewriter } from "./typewriter.js"
import { Waiting } from "./waiting.js"

/**
 * @import { Phrases } from "../../lib/phrases.js"
 * @import { Failure, TurnFacts } from "../../stream/events.js"
 * @import { Drafts } from "../drafts/drafts.js"
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
 * @property {(turn: Turn) => number} numberOf tells which numbered question the turn asks
 * @property {Drafts} drafts
 * @property {HTMLTemplateElement} unsentTemplate of one text that was not sent
 */

const BEING_MADE = new Set(["queued", "running"])
const PASSED = new Set(["answered", "skipped", "rephrased"])
const NUMBERED = new Set(["open", "follow_up"])

/** One question and its answer, an item of the transcript. */
export class Turn {
  /** One of the API's, or "" before anything is known. */
  status = ""
  kind = ""

  /**
   * @param {number} number
   * @param {HTMLTemplateElement} template
   * @param {TurnParts} parts
   */
  constructor(number, template, { phrases, delegate, commands, numberOf, drafts, unsentTemplate }) {
    this.number = number
    this.phrases = phrases
    this.delegate = delegate
    this.numberOf = numberOf
    this.drafts = drafts
    const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true))
    this.element = find(copy, ".turn", HTMLElement)
    this.element.dataset.turn = String(number)
    this.typewriter = new Typewriter(this.#part("question"), this)
    this.spoken = new SpokenPart(this.typewriter)
    this.waiting = new Waiting(this.#part("note"), phrases, delegate)
    this.unsent = new UnsentTexts(this.#part("unsent"), unsentTemplate)
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
    return this.kind === "close"
  }

  /** Whether there is nothing more for the candidate to do: the question was answered, skipped or put in other words. */
  get isPassed() {
    return PASSED.has(this.status)
  }

  /** Whether it counts as a question of its own. A clarification asks the last question in other words. */
  get isNumbered() {
    return NUMBERED.has(this.kind) || (!this.kind && this.number === 1)
  }

  /** Whether it is not known yet what the turn asks. */
  get isUnknown() {
    return !this.kind && this.number > 1
  }

  get questionNumber() {
    return this.numberOf(this)
  }

  get label() {
    if (this.isUnknown) return this.phrases.say("next")
    if (this.isClosing) return this.phrases.say("closing")
    return this.phrases.say(this.isNumbered ? "question" : "question_again", { number: this.questionNumber })
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
    this.spoken.unmark()
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
    this.typewriter.restart()
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
  fail({ code, message, retryable }) {
    this.#part("failure").classList.toggle("notice--error", code !== "cancelled")
    this.typewriter.clear()
    this.#part("failure-message").textContent = message
    this.#part("retry").hidden = !retryable
    this.#enter("failed")
  }

  /** Expect nothing more of a question that is not complete, because the interview is over. */
  abandon() {
    if (this.isBeingMade || this.status === "failed") this.#enter("")
  }

  /** @param {string} text */
  answer(text) {
    this.#part("answer-text").textContent = text
    this.#enter("answered")
    this.draftChanged()
  }

  /** Note that the candidate wants another question. */
  skip() {
    this.#enter("skipped")
    this.draftChanged()
  }

  /** Note that the candidate wants the question in other words: those of the next turn. */
  rephrase() {
    this.#enter("rephrased")
  }

  /** Whether the turn itself shows what was written for it and not sent. */
  get showsUnsent() {
    return this.status === "answered" || this.status === "skipped"
  }

  /** Show what was written for this turn and not sent, once something else was done with it. */
  draftChanged() {
    if (!this.showsUnsent) return
    if (this.status === "answered") this.drafts.answered(this.number, this.answerText)
    this.unsent.show(this.drafts.unsent(this.number, this.answerText))
  }

  /** Show the label again, because earlier turns have changed. */
  relabel() {
    this.#part("label").textContent = this.label
  }

  /**
   * Take over what a snapshot says. If the stream has reported the turn already, only an answer, or what was done
   * instead, is new.
   * @param {TurnFacts} facts
   */
  learn({ kind, topic, status, question, answer, failure, interrupted_seconds }) {
    this.#interrupted(interrupted_seconds ?? 0)
    if (this.isUnknown) this.#describe(kind, topic)
    if (this.status && (!PASSED.has(status) || this.isPassed)) return
    this.#describe(kind, topic)
    if (BEING_MADE.has(status)) return this.expect()
    if (status === "failed") return this.fail(failure ?? { message: this.phrases.say("failed"), retryable: true })
    this.typewriter.show(question)
    if (status === "answered") this.answer(answer)
    else if (status === "skipped") this.skip()
    else this.#enter(status)
  }

  focus() {
    find(this.element, ".turn__label", HTMLElement).focus({ preventScroll: true })
    this.element.scrollIntoView({ block: "nearest" })
  }

  // Reports of the typewriter.

  typedOn() {
    this.spoken.follow()
    this.delegate.textShown(this)
  }

  typed() {
    this.element.classList.remove("turn--typing")
    this.delegate.questionComplete(this)
  }

  /**
   * @param {string} kind
   * @param {string} topic
   */
  #describe(kind, topic) {
    this.kind = kind
    this.relabel()
    this.#part("topic").textContent = this.isClosing ? "" : topic
  }

  /** @param {number} seconds for which the interviewer was away before the question */
  #interrupted(seconds) {
    const note = this.#part("interruption")
    note.hidden = !seconds
    note.textContent = seconds ? this.phrases.say("interrupted", { duration: this.#duration(seconds) }) : ""
  }

  /** @param {number} whole seconds */
  #duration(whole) {
    const [minutes, seconds] = [Math.floor(whole / 60), whole % 60]
    return minutes ? this.phrases.say("minutes", { minutes, seconds }) : this.phrases.say("seconds", { seconds })
  }

  /** @param {string} status */
  #enter(status) {
    const hadFocus = this.element.contains(document.activeElement)
    this.status = status
    this.element.dataset.status = status
    this.element.classList.toggle("turn--typing", status === "running")
    this.element.setAttribute("aria-busy", String(this.isBeingMade))
    this.#part("controls").hidden = !this.isBeingMade || this.isClosing
    this.#part("failure").hidden = status !== "failed"
    this.#part("answer").hidden = !this.showsUnsent
    this.#part("skipped").hidden = status !== "skipped"
    this.#part("rephrased").hidden = status !== "rephrased"
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
