import { find } from "../lib/find.js"
import { Typewriter } from "../room/transcript/typewriter.js"

/** @import { Parts } from "./parts.js" */

/** The question that is being written. Its words may come before its place on the page does. */
export class LiveQuestion {
  turn = 0
  text = ""
  /** @type {{element: HTMLElement, typewriter: Typewriter} | undefined} */
  place

  /** @param {number} turn */
  begin(turn) {
    if (turn !== this.turn) this.#leave()
    this.turn = turn
    this.text = ""
    this.place?.typewriter.restart()
  }

  /**
   * @param {number} turn
   * @param {string} text
   */
  push(turn, text) {
    if (turn !== this.turn) this.begin(turn)
    this.text += text
    this.place?.typewriter.push(text)
  }

  /**
   * @param {number} turn
   * @param {string} text the whole question
   */
  finish(turn, text) {
    if (turn === this.turn) this.place?.typewriter.finish(text)
    this.turn = 0
  }

  drop() {
    this.#leave()
    this.turn = 0
  }

  hidden() {
    this.place?.typewriter.hidden()
  }

  /**
   * Type into the question's place on the page, if it has one by now.
   * @param {Parts} parts
   */
  attach(parts) {
    if (this.place && !this.place.element.isConnected) this.#leave()
    const element = this.turn ? parts.turn(this.turn) : null
    if (!element || this.place || element.dataset.status !== "running") return
    const node = find(element, "[data-question]", HTMLElement)
    node.textContent = ""
    const typewriter = new Typewriter(node, this)
    typewriter.show(this.text)
    this.place = { element, typewriter }
  }

  // Reports of the typewriter.

  typedOn() {}

  typed() {}

  #leave() {
    this.place?.typewriter.stop()
    this.place = undefined
  }
}
