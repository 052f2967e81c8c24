import { onPress } from "../../lib/busy.js"

/**
 * @import { Transcript } from "../transcript/transcript.js"
 * @import { Frame } from "./frame.js"
 *
 * @typedef {object} SightParts
 * @property {Frame} frame
 * @property {Transcript} transcript
 * @property {HTMLElement} main the answer box with its label and its buttons
 * @property {HTMLElement} box
 * @property {HTMLElement} notices
 * @property {HTMLButtonElement} cue tells a reader further up of a new question, and leads to it
 */

const MARGIN = 8
const LARGEST_MIN_BOX = 9 // rem
const LINES = 2 // of the box at least, and of the question

/**
 * Shares the height of the window between the question that is asked and the answer box, and scrolls to both, unless the
 * reader reads further up.
 */
export class Sight {
  isReadingAbove = false
  scrolled = scrollY
  height = heightOfPage()

  /** @param {SightParts} parts */
  constructor({ frame, transcript, main, box, notices, cue }) {
    this.frame = frame
    this.transcript = transcript
    this.main = main
    this.box = box
    this.notices = notices
    this.cue = cue
    onPress(cue, async () => this.#follow())
    frame.changed = () => this.#resized()
    addEventListener("scroll", this, { passive: true })
    new ResizeObserver(() => this.#noticed()).observe(notices)
    new ResizeObserver(() => this.#laidOut()).observe(document.documentElement)
  }

  /** Scroll no further than it takes to have the newest question in sight, with the box and what belongs to it. */
  bring() {
    this.cue.hidden = !this.isReadingAbove
    if (this.isReadingAbove || !this.#turn) return
    this.#share()
    scrollBy({ top: this.#distance(this.#turn) })
  }

  /**
   * Scroll to an element that has just appeared.
   * @param {HTMLElement} element
   */
  show(element) {
    if (!this.isReadingAbove) element.scrollIntoView({ block: "nearest" })
  }

  handleEvent() {
    // A browser also scrolls when what is above changes its size, for example when a phone is turned.
    const isUpward = scrollY < this.scrolled && heightOfPage() === this.height
    this.scrolled = scrollY
    const turn = this.#turn
    const isInSight = !turn || turn.getBoundingClientRect().top < this.frame.bottom
    // The page itself scrolls downward only, so that what it has not reached yet does not count as left behind.
    if (isInSight || isUpward) this.isReadingAbove = !isInSight
    if (isInSight) this.cue.hidden = true
  }

  /** Leave what is further up for the newest question. */
  #follow() {
    this.isReadingAbove = false
    this.bring()
    this.transcript.last?.focus()
  }

  get #turn() {
    return this.transcript.last?.element
  }

  get #isAnswering() {
    return this.box.getClientRects().length > 0
  }

  /** Take note of the page's height once the scroll events that come of its change have been handled. */
  #laidOut() {
    requestAnimationFrame(() => {
      this.height = heightOfPage()
    })
  }

  #resized() {
    if (this.#isAnswering) this.bring()
  }

  #noticed() {
    const turn = this.#turn
    if (!turn || this.isReadingAbove) return
    // Whoever reads below the question is not taken back to it.
    if (turn.getBoundingClientRect().top >= this.frame.top) scrollBy({ top: Math.max(0, this.#distance(turn)) })
  }

  /**
   * Return how far to scroll.
   * @param {HTMLElement} turn
   */
  #distance(turn) {
    const top = turn.getBoundingClientRect().top - MARGIN
    const ends = [this.notices, this.main, this.box].filter(({ offsetHeight }) => offsetHeight).map(bottomOf)
    const room = this.frame.bottom - this.frame.top
    const end = ends.find((bottom) => bottom - top <= room)
    const excess = (end ?? ends.at(-1) ?? bottomOf(turn)) - this.frame.bottom
    if (end === undefined) return excess
    return top - Math.max(0, excess) < this.frame.top ? top - this.frame.top : Math.max(0, excess)
  }

  /** Give the box a few lines, the question what is left, and the box what the question leaves. */
  #share() {
    const question = this.#turn?.querySelector("[data-question]")
    if (!(question instanceof HTMLElement) || !this.#isAnswering) return
    const { style } = document.documentElement
    const top = /** @type {HTMLElement} */ (this.#turn).getBoundingClientRect().top
    const rest = bottomOf(this.box) - top - question.offsetHeight - this.box.offsetHeight + 2 * MARGIN
    const room = this.frame.bottom - this.frame.top - rest
    const fewLines = LINES * lineHeight(this.box) + this.box.offsetHeight - innerHeightOf(this.box)
    const largest = LARGEST_MIN_BOX * lineHeight(document.documentElement, "fontSize")
    const least = Math.max(fewLines, Math.min(room / 3, largest))
    style.setProperty("--box-least", `${least}px`)
    style.setProperty("--question-most", `${Math.max(LINES * lineHeight(question), room - least)}px`)
    style.setProperty("--box-most", `${Math.max(least, room - question.offsetHeight)}px`)
    // A text that scrolls must be reachable with the keyboard.
    if (question.scrollHeight > question.clientHeight + 1) question.tabIndex = 0
    else question.removeAttribute("tabindex")
  }
}

function heightOfPage() {
  return document.documentElement.scrollHeight
}

/** @param {Element} element */
function bottomOf(element) {
  return element.getBoundingClientRect().bottom + MARGIN
}

/** @param {HTMLElement} element */
function innerHeightOf(element) {
  const { paddingTop, paddingBottom } = getComputedStyle(element)
  return element.clientHeight - Number.parseFloat(paddingTop) - Number.parseFloat(paddingBottom)
}

/**
 * @param {Element} element
 * @param {"lineHeight" | "fontSize"} property
 */
function lineHeight(element, property = "lineHeight") {
  return Number.parseFloat(getComputedStyle(element)[property])
}
