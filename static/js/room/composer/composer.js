import { answerText, isBlank } from "../../lib/answer_text.js"
import { isBusy, setBusy } from "../../lib/busy.js"
import { find } from "../../lib/find.js"
import { sayIfSlow } from "../../lib/slow.js"
import { EMPTY } from "../drafts/draft.js"
import { UnsentTexts } from "../drafts/unsent_texts.js"
import { Alternatives } from "./alternatives.js"
import { AnswerLength } from "./answer_length.js"

/**
 * @import { Announcer } from "../../lib/announcer.js"
 * @import { Phrases } from "../../lib/phrases.js"
 * @import { DraftSender } from "../../stream/draft_sender.js"
 * @import { Drafts } from "../drafts/drafts.js"
 * @import { Sight } from "../layout/sight.js"
 *
 * Each promise may reject with an Error whose message is shown; nothing else is sent until it settles.
 * @typedef {object} ComposerDelegate
 * @property {() => void} answering called at each change of the answer
 * @property {(turn: number, text: string) => Promise<void>} answerWritten
 * @property {(turn: number) => Promise<void>} rephraseWanted
 * @property {(turn: number) => Promise<void>} skipWanted
 *
 * @typedef {object} ComposerParts
 * @property {Drafts} drafts
 * @property {HTMLTemplateElement} unsentTemplate of a text that another tab has written
 * @property {Sight} sight
 * @property {number} limit of an answer in code points
 * @property {Phrases} phrases
 * @property {Announcer} announcer
 * @property {DraftSender} [draftSender] told of each change as well
 */

const MAX_ROWS = 20
// https://www.w3.org/TR/uievents/#determine-keydown-keyup-keyCode
const COMPOSING = 229

/** The answer box, and what can be done instead of answering. */
export class Composer {
  /** @type {ComposerDelegate} */
  delegate
  /** The turn that is being answered; 0 before the first. */
  turn = 0
  /** The draft in the box. */
  shown = EMPTY
  isComposing = false

  /**
   * @param {HTMLFormElement} form
   * @param {ComposerParts} parts
   */
  constructor(form, { drafts, unsentTemplate, sight, limit, phrases, announcer, draftSender }) {
    this.form = form
    this.drafts = drafts
    this.sight = sight
    this.phrases = phrases
    this.draftSender = draftSender
    this.box = find(form, "textarea", HTMLTextAreaElement)
    this.button = find(form, "[data-send]", HTMLButtonElement)
    this.length = new AnswerLength(find(form, "[data-size]", HTMLElement), { limit, phrases, announcer })
    this.error = find(form, "[data-error]", HTMLElement)
    this.slow = find(form, "[data-slow]", HTMLElement)
    this.others = new UnsentTexts(find(form, "[data-others]", HTMLElement), unsentTemplate, this)
    this.alternatives = new Alternatives(form, this)
    form.addEventListener("submit", this)
    for (const name of ["input", "compositionstart", "compositionend"]) this.box.addEventListener(name, this)
    this.box.addEventListener("keydown", this)
  }

  get isSending() {
    return isBusy(this.button)
  }

  get isOpen() {
    return !this.form.hidden
  }

  /**
   * Ask for the answer to that turn. If the box is open for it already, its text stays as it is.
   * @param {number} turn
   * @param {number[]} earlier turns that asked the same in other words, whose unsent answer is taken over
   */
  open(turn, earlier = []) {
    this.drafts.inherit(turn, earlier)
    this.draftChanged(turn)
    if (this.isOpen && this.turn === turn) return
    if (this.turn !== turn) this.#turnTo(turn)
    this.form.hidden = false
    this.#measure()
    if (!isTypingElsewhere(this.box) && !this.sight.isReadingAbove) this.box.focus({ preventScroll: true })
    this.sight.bring()
  }

  close() {
    this.form.hidden = true
    this.draftSender?.stop()
  }

  /**
   * Show what was written elsewhere, but not while a syllable is being composed.
   * @param {number} turn
   */
  draftChanged(turn) {
    if (turn !== this.turn || this.isComposing || this.drafts.get(turn) === this.shown) return
    this.#show()
    this.#measure()
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event instanceof CompositionEvent) this.#compose(event.type === "compositionstart")
    if (event.type === "input") this.#written()
    if (event instanceof KeyboardEvent && sends(event)) this.form.requestSubmit()
    if (event.type === "submit") {
      event.preventDefault()
      this.#send()
    }
  }

  // Reports of the texts beside the box.

  /** @param {string} text */
  useWanted(text) {
    this.drafts.exchange(this.turn, text)
    this.draftChanged(this.turn)
    this.box.focus()
  }

  /** @param {string} text */
  dismissWanted(text) {
    this.drafts.dismiss(this.turn, text)
    this.draftChanged(this.turn)
    this.box.focus()
  }

  // Reports of the alternatives.

  rephraseWanted() {
    return this.#instead((turn) => this.delegate.rephraseWanted(turn))
  }

  skipWanted() {
    return this.#instead((turn) => this.delegate.skipWanted(turn))
  }

  /** @param {number} turn */
  #turnTo(turn) {
    this.turn = turn
    this.#show()
    this.#complain("")
    this.alternatives.reset()
  }

  #show() {
    this.shown = this.drafts.get(this.turn)
    // Setting the same text would move the cursor.
    if (this.box.value !== this.shown.text) this.box.value = this.shown.text
    this.others.show(this.shown.others)
  }

  /** @param {boolean} isComposing */
  #compose(isComposing) {
    this.isComposing = isComposing
    this.draftChanged(this.turn)
  }

  #written() {
    this.shown = this.drafts.write(this.turn, this.box.value, this.shown)
    this.others.show(this.shown.others)
    this.#complain("")
    this.#measure()
    this.draftSender?.written(this.turn, this.box.value)
    this.delegate.answering()
  }

  async #send() {
    if (this.isSending) return
    const { turn } = this
    const text = answerText(this.box.value)
    const problem = isBlank(text) ? this.phrases.say("answer_empty") : this.length.problem(text)
    this.#complain(problem, Boolean(problem))
    if (problem) return this.box.focus()
    this.button.textContent = this.phrases.say("sending")
    await this.#whileSending(() => this.delegate.answerWritten(turn, text))
    this.button.textContent = this.phrases.say("send")
  }

  /** @param {(turn: number) => Promise<void>} ask */
  async #instead(ask) {
    if (this.isSending) return
    this.#complain("")
    await this.#whileSending(() => ask(this.turn))
  }

  /** @param {() => Promise<void>} work */
  async #whileSending(work) {
    const { turn } = this
    this.#setSending(true)
    this.draftSender?.stop()
    try {
      await sayIfSlow(work(), (isSlow) => this.#tellSlow(isSlow))
    } catch (error) {
      // By now the box may be open for the next question.
      if (this.turn === turn) this.#fail(/** @type {Error} */ (error).message)
    } finally {
      this.#setSending(false)
    }
  }

  /** @param {boolean} isSlow */
  #tellSlow(isSlow) {
    this.slow.textContent = isSlow ? this.phrases.say("slow") : ""
    this.slow.hidden = !isSlow
  }

  #measure() {
    const text = answerText(this.box.value)
    this.length.measure(text)
    this.alternatives.written(Boolean(text))
    this.#grow()
  }

  /** Grow the box with its text in browsers that do not support CSS `field-sizing`. */
  #grow() {
    if (CSS.supports("field-sizing", "content")) return
    while (this.box.scrollHeight > this.box.clientHeight && this.box.rows < MAX_ROWS) this.box.rows += 1
  }

  /** @param {string} message */
  #fail(message) {
    this.#complain(message)
    this.alternatives.failed()
  }

  /**
   * @param {string} message "" if there is nothing to complain about
   * @param {boolean} isInvalid whether it is about what was written
   */
  #complain(message, isInvalid = false) {
    this.error.textContent = message
    this.error.hidden = !message
    this.box.setAttribute("aria-invalid", String(isInvalid))
  }

  /** @param {boolean} isSending */
  #setSending(isSending) {
    this.box.readOnly = isSending
    setBusy(this.button, isSending)
    this.alternatives.setSending(isSending)
  }
}

/**
 * Return whether the key sends the answer: Ctrl+Enter, or ⌘+Enter on a Mac. Enter may also end the composition of a
 * Hangul syllable, which sends nothing.
 * @param {KeyboardEvent} event
 */
function sends(event) {
  const isComposing = event.isComposing || event.keyCode === COMPOSING // WebKit ends the composition before the key
  return event.key === "Enter" && (event.ctrlKey || event.metaKey) && !isComposing
}

/** @param {HTMLTextAreaElement} box */
function isTypingElsewhere(box) {
  const active = document.activeElement
  return active !== box && active?.matches("input, textarea, select, [contenteditable]")
}
