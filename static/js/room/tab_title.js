/**
 * @import { Phrases } from "../lib/phrases.js"
 * @import { Turn } from "./transcript/turn.js"
 */

/** Says in the title of the page's tab that a new question waits, while the reader looks at something else. */
export class TabTitle {
  /** The last turn that was asked. */
  asked = 0

  /** @param {Phrases} phrases */
  constructor(phrases) {
    this.phrases = phrases
    this.usual = document.title
    document.addEventListener("visibilitychange", this)
    addEventListener("focus", this)
  }

  /** @param {Turn} turn the newest one */
  show({ number, status, isTyping }) {
    if (status !== "asked" || isTyping || number === this.asked) return
    this.asked = number
    if (!isLookedAt()) document.title = this.phrases.say("title_question", { title: this.usual })
  }

  handleEvent() {
    if (isLookedAt()) document.title = this.usual
  }
}

function isLookedAt() {
  return !document.hidden && document.hasFocus()
}
