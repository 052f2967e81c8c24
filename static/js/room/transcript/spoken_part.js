import { utf16Index } from "../../lib/code_points.js"
import { spokenMark } from "../../voice/spoken_mark.js"

/** @import { Typewriter } from "./typewriter.js" */

/** Marks the part of a question that is being spoken, while the question may still be typing out. */
export class SpokenPart {
  /** In code points. @type {{start: number, end: number} | undefined} */
  marked

  /** @param {Typewriter} typewriter */
  constructor(typewriter) {
    this.typewriter = typewriter
  }

  /**
   * Return whether the question shows beyond `offset`.
   * @param {number} offset in code points
   */
  hasShown(offset) {
    return this.typewriter.shown > utf16Index(this.typewriter.text, offset)
  }

  /** @param {{start: number, end: number}} sentence in code points */
  mark({ start, end }) {
    this.marked = { start, end }
    this.follow()
  }

  unmark() {
    if (this.marked) spokenMark.clear()
    this.marked = undefined
  }

  /** Mark more of the part, because more of the question shows. */
  follow() {
    if (!this.marked) return
    const [start, end] = [this.marked.start, this.marked.end].map((offset) => utf16Index(this.typewriter.text, offset))
    spokenMark.show(this.typewriter.node, start, end)
  }
}
