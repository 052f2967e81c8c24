/** The list of questions and answers, in order. `makeTurn(number)` makes one. */
export class Transcript {
  constructor(list, makeTurn) {
    this.list = list
    this.makeTurn = makeTurn
    this.turns = new Map()
  }

  /** The turn of that number, made where there is none. */
  turn(number) {
    if (!this.turns.has(number)) this.#add(this.makeTurn(number))
    return this.turns.get(number)
  }

  get last() {
    return this.turns.get(Math.max(...this.turns.keys()))
  }

  /** Whether a turn before that one is missing, or its answer: another tab gave it, or nothing had come yet. */
  lacksAnswerBefore(number) {
    const earlier = Array.from({ length: number - 1 }, (_, index) => this.turns.get(index + 1))
    return earlier.some((turn) => turn?.status !== "answered")
  }

  learn(facts) {
    for (const fact of facts) this.turn(fact.turn).learn(fact)
  }

  clear() {
    for (const turn of this.turns.values()) turn.stop()
    this.turns.clear()
    this.list.replaceChildren()
  }

  #add(turn) {
    this.turns.set(turn.number, turn)
    const later = [...this.turns.values()].filter(({ number }) => number > turn.number)
    const next = later.sort((a, b) => a.number - b.number)[0]
    this.list.insertBefore(turn.element, next?.element ?? null)
  }
}
