/**
 * @import { StreamEvent, TurnFacts } from "../../stream/events.js"
 * @import { Turn } from "./turn.js"
 */

/** The states of a turn whose question is complete, for good. */
const WHOLE = new Set(["asked", "closed", "answered", "skipped", "rephrased"])

/** The list of questions and answers, in order. */
export class Transcript {
  /**
   * @param {HTMLElement} list
   * @param {(number: number) => Turn} makeTurn
   */
  constructor(list, makeTurn) {
    this.list = list
    this.makeTurn = makeTurn
    /** @type {Map<number, Turn>} */
    this.turns = new Map()
  }

  /**
   * Return the turn of that number, which is added if it is missing.
   * @param {number} number
   */
  turn(number) {
    return this.turns.get(number) ?? this.#add(this.makeTurn(number))
  }

  /**
   * Return which numbered question the turn asks. A clarification has the number of the question that it repeats, and a
   * turn of which nothing is known has the number of the question before.
   * @param {Turn} turn
   */
  questionNumber(turn) {
    const earlier = [...this.turns.values()].filter(({ number, isNumbered }) => number < turn.number && isNumbered)
    return earlier.length + Number(turn.isNumbered)
  }

  /**
   * Return the turns just before this one that asked the same question and were put in other words, the newest first.
   * @param {Turn} turn
   */
  rephrasedBefore(turn) {
    const numbers = []
    for (let number = turn.number - 1; this.turns.get(number)?.status === "rephrased"; number -= 1) numbers.push(number)
    return numbers
  }

  get last() {
    return this.turns.get(Math.max(...this.turns.keys()))
  }

  /** Whether the newest question is still being written or typed out. */
  get isGrowing() {
    return Boolean(this.last?.isBeingMade || this.last?.isTyping)
  }

  /**
   * Return whether an earlier turn is missing, or what was done with it: another tab did it, or nothing has come yet.
   * @param {number} number
   */
  lacksBefore(number) {
    const earlier = Array.from({ length: number - 1 }, (_, index) => this.turns.get(index + 1))
    return earlier.some((turn) => !turn?.isPassed)
  }

  /**
   * Return whether the page has the whole question that the event is about, so that the event can only repeat it.
   * @param {StreamEvent} event
   */
  hasWhole(event) {
    return "turn" in event && WHOLE.has(this.turns.get(event.turn)?.status ?? "")
  }

  /** @param {TurnFacts[]} facts */
  learn(facts) {
    for (const fact of facts) this.turn(fact.turn).learn(fact)
    for (const turn of this.turns.values()) turn.relabel()
  }

  clear() {
    for (const turn of this.turns.values()) turn.stop()
    this.turns.clear()
    this.list.replaceChildren()
  }

  /** @param {Turn} turn */
  #add(turn) {
    this.turns.set(turn.number, turn)
    const later = [...this.turns.values()].filter(({ number }) => number > turn.number)
    const next = later.sort((a, b) => a.number - b.number)[0]
    this.list.insertBefore(turn.element, next?.element ?? null)
    return turn
  }
}
