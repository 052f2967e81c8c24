import { attempt } from "../lib/storage.js"

/** An unsent answer. It is kept for this tab only, survives a reload, and is cleared once the answer is accepted. */
export class Draft {
  /**
   * @param {number} interview
   * @param {number} turn
   */
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
