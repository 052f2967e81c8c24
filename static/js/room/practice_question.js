import { answerText, isBlank } from "../lib/answer_text.js"
import { onPress } from "../lib/busy.js"
import { find } from "../lib/find.js"

/** @import { Phrases } from "../lib/phrases.js" */

/** A question to practise with. Its answer never leaves the page, and is in no store of the browser. */
export class PracticeQuestion {
  /**
   * @param {HTMLElement} element
   * @param {Phrases} phrases
   */
  constructor(element, phrases) {
    this.phrases = phrases
    this.invitation = find(element, "[data-invitation]", HTMLElement)
    this.opener = find(element, "[data-open]", HTMLButtonElement)
    this.form = find(element, "[data-form]", HTMLFormElement)
    this.box = find(element, "textarea", HTMLTextAreaElement)
    this.error = find(element, "[data-error]", HTMLElement)
    this.sent = find(element, "[data-sent]", HTMLElement)
    this.sentHeading = find(element, "[data-sent-heading]", HTMLElement)
    this.sentText = find(element, "[data-sent-text]", HTMLElement)
    onPress(this.opener, async () => this.#ask())
    onPress(find(element, "[data-close]", HTMLButtonElement), async () => this.#close())
    onPress(find(element, "[data-again]", HTMLButtonElement), async () => this.#ask())
    this.form.addEventListener("submit", this)
    this.box.addEventListener("keydown", this)
  }

  /** Forget what was written. */
  clear() {
    this.box.value = this.sentText.textContent = ""
    this.#show(this.invitation)
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event instanceof KeyboardEvent) {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) this.form.requestSubmit()
      return
    }
    event.preventDefault()
    this.#send()
  }

  #ask() {
    this.#complain("")
    this.#show(this.form)
    this.box.focus()
  }

  #send() {
    const text = answerText(this.box.value)
    this.#complain(isBlank(text) ? this.phrases.say("answer_empty") : "")
    if (isBlank(text)) return this.box.focus()
    this.sentText.textContent = text
    this.box.value = ""
    this.#show(this.sent)
    this.sentHeading.focus()
  }

  #close() {
    this.clear()
    this.opener.focus()
  }

  /** @param {HTMLElement} part of the three, the one to be seen */
  #show(part) {
    for (const each of [this.invitation, this.form, this.sent]) each.hidden = each !== part
  }

  /** @param {string} message */
  #complain(message) {
    this.error.textContent = message
    this.error.hidden = !message
    this.box.setAttribute("aria-invalid", String(Boolean(message)))
  }
}
