import { isBusy, setBusy } from "../lib/busy.js"
import { Draft } from "./draft.js"

const NEARLY_FULL = 0.8
const encoder = new TextEncoder()

/**
 * The answer box. Delegate: answering(), at each change of the answer, and answerWritten(turn, text), a promise that
 * rejects with an Error whose message is shown; until it settles nothing is sent twice. `draftSender`, where there is
 * one, hears of each change as well.
 */
export class Composer {
  constructor(form, { interview, limitBytes, phrases, draftSender }) {
    Object.assign(this, { form, interview, limitBytes, phrases, draftSender })
    this.box = form.querySelector("textarea")
    this.button = form.querySelector("[data-send]")
    this.size = form.querySelector("[data-size]")
    this.error = form.querySelector("[data-error]")
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

  /** Ask for the answer to that turn; what was being written stays where it is already open for it. */
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

  handleEvent(event) {
    if (event.type === "input") this.#written()
    if (event.type === "keydown" && sends(event)) this.form.requestSubmit()
    if (event.type === "submit") {
      event.preventDefault()
      this.#send()
    }
  }

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

  /** As the server keeps it. Half an emoji, which a paste may leave, is no text that could be sent. */
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
      // The next question may stand here by now.
      if (this.turn === turn) this.#complain(error.message)
    } finally {
      this.#setSending(false)
    }
  }

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

  /** For browsers that do not know CSS `field-sizing`. */
  #grow() {
    if (CSS.supports("field-sizing", "content")) return
    while (this.box.scrollHeight > this.box.clientHeight && this.box.rows < 20) this.box.rows += 1
  }

  #complain(message) {
    this.error.textContent = message
    this.error.hidden = !message
    this.box.setAttribute("aria-invalid", Boolean(message))
  }

  #setSending(isSending) {
    this.box.readOnly = isSending
    setBusy(this.button, isSending)
    this.button.textContent = this.phrases.say(isSending ? "sending" : "send")
  }
}

/** Ctrl+Enter, on a Mac ⌘+Enter; never while a Hangul syllable is being composed. */
function sends(event) {
  return event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing
}

function isTypingElsewhere(box) {
  const active = document.activeElement
  return active !== box && active?.matches("input, textarea, select, [contenteditable]")
}
