import { isBusy, setBusy } from "../lib/busy.js"
import { find } from "../lib/find.js"
import { Draft } from "./draft.js"

/**
 * @import { Phrases } from "../lib/phrases.js"
 * @import { DraftSender } from "../stream/draft_sender.js"
 *
 * @typedef {object} ComposerDelegate
 * @property {() => void} answering called at each change of the answer
 * @property {(turn: number, text: string) => Promise<void>} answerWritten rejects with an Error whose message is shown;
 *   nothing else is sent until it settles
 *
 * @typedef {object} ComposerParts
 * @property {number} interview
 * @property {number} limitBytes of an answer in UTF-8
 * @property {Phrases} phrases
 * @property {DraftSender} [draftSender] told of each change as well
 */

const NEARLY_FULL = 0.8
const MAX_ROWS = 20
const encoder = new TextEncoder()

/** The answer box. */
export class Composer {
  /** @type {ComposerDelegate} */
  delegate
  /** @type {Draft} */
  draft
  /** The turn that is being answered; 0 before the first. */
  turn = 0

  /**
   * @param {HTMLFormElement} form
   * @param {ComposerParts} parts
   */
  constructor(form, { interview, limitBytes, phrases, draftSender }) {
    this.form = form
    this.interview = interview
    this.limitBytes = limitBytes
    this.phrases = phrases
    this.draftSender = draftSender
    this.box = find(form, "textarea", HTMLTextAreaElement)
    this.button = find(form, "[data-send]", HTMLButtonElement)
    this.size = find(form, "[data-size]", HTMLElement)
    this.error = find(form, "[data-error]", HTMLElement)
    form.addEventListener("submit", this)
    this.box.addEventListener("input", this)
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
   */
  open(turn) {
    if (this.isOpen && this.turn === turn) return
    if (this.turn !== turn) this.#turnTo(turn)
    this.form.hidden = false
    this.#measure()
    if (!isTypingElsewhere(this.box)) this.box.focus({ preventScroll: true })
    this.form.scrollIntoView({ block: "nearest" })
  }

  close() {
    this.form.hidden = true
    this.draftSender?.stop()
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event.type === "input") this.#written()
    if (event instanceof KeyboardEvent && sends(event)) this.form.requestSubmit()
    if (event.type === "submit") {
      event.preventDefault()
      this.#send()
    }
  }

  /** @param {number} turn */
  #turnTo(turn) {
    this.turn = turn
    this.draft = new Draft(this.interview, turn)
    this.box.value = this.draft.text
    this.#complain("")
  }

  #written() {
    this.draft.text = this.box.value
    this.#complain("")
    this.#measure()
    this.draftSender?.written(this.turn, this.box.value)
    this.delegate.answering()
  }

  /** The answer as the server keeps it. A paste may leave half an emoji, which cannot be sent. */
  get #text() {
    const text = this.box.value.trim()
    return text.toWellFormed?.() ?? text
  }

  async #send() {
    if (this.isSending) return
    const { turn, draft } = this
    const text = this.#text
    const problem = this.#problem(text)
    this.#complain(problem)
    if (problem) return this.box.focus()
    this.#setSending(true)
    this.draftSender?.stop()
    try {
      await this.delegate.answerWritten(turn, text)
      draft.clear()
    } catch (error) {
      // By now the box may be open for the next question.
      if (this.turn === turn) this.#complain(/** @type {Error} */ (error).message)
    } finally {
      this.#setSending(false)
    }
  }

  /** @param {string} text */
  #problem(text) {
    if (!text) return this.phrases.say("answer_empty")
    const bytes = encoder.encode(text).length
    if (bytes <= this.limitBytes) return ""
    const excess = Math.ceil(text.length * (1 - this.limitBytes / bytes))
    return this.phrases.say("answer_too_long", { count: excess.toLocaleString(document.documentElement.lang) })
  }

  #measure() {
    const used = encoder.encode(this.#text).length / this.limitBytes
    const percent = Math.floor(used * 100)
    this.size.hidden = used < NEARLY_FULL
    this.size.textContent = this.size.hidden ? "" : this.phrases.say("answer_size", { percent })
    this.#grow()
  }

  /** Grow the box with its text in browsers that do not support CSS `field-sizing`. */
  #grow() {
    if (CSS.supports("field-sizing", "content")) return
    while (this.box.scrollHeight > this.box.clientHeight && this.box.rows < MAX_ROWS) this.box.rows += 1
  }

  /** @param {string} message */
  #complain(message) {
    this.error.textContent = message
    this.error.hidden = !message
    this.box.setAttribute("aria-invalid", String(Boolean(message)))
  }

  /** @param {boolean} isSending */
  #setSending(isSending) {
    this.box.readOnly = isSending
    setBusy(this.button, isSending)
    this.button.textContent = this.phrases.say(isSending ? "sending" : "send")
  }
}

/**
 * Return whether the key sends the answer: Ctrl+Enter, or ⌘+Enter on a Mac. Enter may also end the composition of a
 * Hangul syllable, which sends nothing.
 * @param {KeyboardEvent} event
 */
function sends(event) {
  return event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing
}

/** @param {HTMLTextAreaElement} box */
function isTypingElsewhere(box) {
  const active = document.activeElement
  return active !== box && active?.matches("input, textarea, select, [contenteditable]")
}
