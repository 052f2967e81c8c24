import { find } from "../lib/find.js"
import { graphemes } from "../lib/graphemes.js"
import { endOf, shortened, shownShare, translated } from "./scenes.js"

/**
 * @import { Phrases } from "../lib/phrases.js"
 * @import { Scene } from "./scenes.js"
 *
 * @typedef {{element: HTMLElement, question: HTMLElement, answer: HTMLElement | null, letters: string[]}} Shown
 */

/** Plays an interview once more, in the transcript on the page. Before and after, all of it shows. */
export class Replay {
  /** @type {number | undefined} */
  frame
  moment = 0
  lastFrameAt = 0

  /**
   * @param {HTMLElement} element
   * @param {Scene[]} timeline
   * @param {Phrases} phrases
   */
  constructor(element, timeline, phrases) {
    this.phrases = phrases
    this.timeline = timeline
    this.brief = shortened(timeline)
    this.button = find(element, "[data-play]", HTMLButtonElement)
    this.seek = find(element, "[data-seek]", HTMLInputElement)
    this.label = find(element, "[data-moment]", HTMLElement)
    this.speed = find(element, "[data-speed]", HTMLSelectElement)
    this.shorten = find(element, "[data-shorten]", HTMLInputElement)
    this.turns = new Map(timeline.map(({ turn }) => [turn, shownTurn(turn)]))
    this.button.addEventListener("click", () => this.#toggle())
    this.seek.addEventListener("input", () => this.#show(Number(this.seek.value)))
    this.shorten.addEventListener("change", () => this.#changeScenes())
    addEventListener("beforeprint", () => this.#showAll())
    this.#showAll()
    element.hidden = false
  }

  get scenes() {
    return this.shorten.checked ? this.brief : this.timeline
  }

  get end() {
    return endOf(this.scenes)
  }

  #showAll() {
    this.#pause()
    this.#show(this.end)
  }

  #toggle() {
    if (this.frame !== undefined) return this.#pause()
    if (this.moment >= this.end) this.#show(0)
    this.lastFrameAt = performance.now()
    this.button.textContent = this.phrases.say("pause")
    this.#schedule()
  }

  #pause() {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame)
    this.frame = undefined
    this.button.textContent = this.phrases.say("play")
  }

  #schedule() {
    this.frame = requestAnimationFrame((now) => this.#play(now))
  }

  /** @param {number} now */
  #play(now) {
    this.#show(this.moment + Math.max(0, now - this.lastFrameAt) * Number(this.speed.value))
    this.lastFrameAt = now
    if (this.moment < this.end) this.#schedule()
    else this.#pause()
  }

  #changeScenes() {
    const [from, to] = this.shorten.checked ? [this.timeline, this.brief] : [this.brief, this.timeline]
    const isAtEnd = this.moment >= endOf(from)
    this.#show(isAtEnd ? endOf(to) : translated(this.moment, from, to))
  }

  /** @param {number} moment in milliseconds since the interview began */
  #show(moment) {
    this.moment = Math.min(moment, this.end)
    for (const scene of this.scenes) this.#showScene(scene)
    this.seek.max = String(this.end)
    this.seek.value = String(this.moment)
    const words = this.phrases.say("moment", { now: clock(this.moment), end: clock(this.end) })
    if (this.label.textContent === words) return
    this.label.textContent = words
    this.seek.setAttribute("aria-valuetext", words)
  }

  /** @param {Scene} scene */
  #showScene(scene) {
    const shown = this.turns.get(scene.turn)
    if (!shown) return
    const share = shownShare(scene, this.moment)
    const length = Math.ceil(shown.letters.length * Math.max(0, share))
    const text = shown.letters.slice(0, length).join("")
    if (shown.question.textContent !== text) shown.question.textContent = text
    shown.element.hidden = share < 0
    if (shown.answer) shown.answer.hidden = scene.answered === null || this.moment < scene.answered
  }
}

/**
 * @param {number} number
 * @returns {Shown}
 */
function shownTurn(number) {
  const element = find(document, `[data-part=transcript] [data-turn="${number}"]`, HTMLElement)
  const question = find(element, "[data-question]", HTMLElement)
  const letters = graphemes(question.textContent ?? "")
  return { element, question, answer: element.querySelector("[data-answer]"), letters }
}

/** @param {number} milliseconds */
function clock(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
}
