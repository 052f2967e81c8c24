import { attempt } from "../lib/storage.js"

/** An unsent answer, kept for this tab alone: it survives a reload, and is gone once the answer was accepted. */
export class Draft {
  constructor(interview, turn) {
    this.key = `draft:${interview}:${turn}`
  }

  get text() {
    return attempt(() => sessionStorage.getItem(this.key)) ?? ""
  }

  set text(text) {
    attempt(() => sessionStorage.setItem(this.key, text))
  }

  clear() {
    attempt(() => sessionStorage.removeItem(this.key))
  }
}
