import { answerText } from "../../lib/answer_text.js"
import { EMPTY, has, isKnownTo, merged, rewritten } from "./draft.js"

/**
 * @import { Draft } from "./draft.js"
 *
 * Where drafts are kept.
 * @typedef {object} DraftStore
 * @property {() => Map<number, Draft>} all by turn
 * @property {(turn: number) => Draft} read
 * @property {(turn: number, draft: Draft) => void} write
 * @property {(turn: number) => void} remove
 * @property {() => void} retire keeps the drafts no longer than this tab is open
 *
 * @typedef {object} DraftsDelegate
 * @property {(turn: number) => void} draftChanged called when a draft changed elsewhere, in another tab say
 */

/**
 * The candidate's unsent answers, by turn. A text is dropped only once it was sent, or if the candidate signs out or
 * dismisses it. Uses nothing of the browser's: `store` does.
 */
export class Drafts {
  /** @type {DraftsDelegate | undefined} */
  delegate
  /** How often this page has written. */
  count = 0

  /**
   * @param {DraftStore} store
   * @param {{page: string, now: () => number}} writer `page` differs for each page, also of one tab
   */
  constructor(store, { page, now }) {
    this.store = store
    this.page = page
    this.now = now
    /** @type {Map<number, Draft>} */
    this.drafts = store.all()
  }

  /** The turns that have one. */
  get turns() {
    return [...this.drafts.keys()].sort((a, b) => a - b)
  }

  /** @param {number} turn */
  get(turn) {
    return this.drafts.get(turn) ?? EMPTY
  }

  /**
   * Replace the text, and return the new version.
   * @param {number} turn
   * @param {string} text
   * @param {Draft} shown the version that the candidate has in sight
   */
  write(turn, text, shown) {
    return this.#put(turn, rewritten(shown, { text, ...this.#writer(turn) }))
  }

  /**
   * Put one of the other texts into the box's place, and the box's among the others.
   * @param {number} turn
   * @param {string} text
   */
  exchange(turn, text) {
    const shown = this.get(turn)
    const others = shown.others.map((other) => (other === text ? shown.text : other))
    this.#put(
      turn,
      rewritten(shown, { text, others: others.filter((other) => !has(text, other)), ...this.#writer(turn) }),
    )
  }

  /**
   * Forget one of the other texts, as the candidate asked.
   * @param {number} turn
   * @param {string} text
   */
  dismiss(turn, text) {
    const shown = this.get(turn)
    const others = shown.others.filter((other) => other !== text)
    this.#put(turn, rewritten(shown, { text: shown.text, others, ...this.#writer(turn) }))
  }

  /**
   * Note that an answer to this turn was accepted. A draft that it contains has been sent; any other one stays.
   * @param {number} turn
   * @param {string} answer
   */
  answered(turn, answer) {
    this.#read(turn)
    if (this.unsent(turn).every((text) => has(answer, answerText(text)))) this.#remove(turn)
  }

  /**
   * Return the texts of that turn that were not sent, the newest first.
   * @param {number} turn
   * @param {string} answer what was sent
   */
  unsent(turn, answer = "") {
    const { text, others } = this.get(turn)
    return [text, ...others].filter((written) => !has(answer, answerText(written)))
  }

  /**
   * Move the drafts of `earlier` to `turn`, which asks the same question in other words. What was written there already
   * stays in the box.
   * @param {number} turn
   * @param {number[]} earlier
   */
  inherit(turn, earlier) {
    for (const number of earlier.filter((number) => this.unsent(number).length)) {
      const { text, others } = this.#read(number)
      const shown = this.#read(turn)
      const kept = [...new Set([...shown.others, text, ...others])]
      const box = shown.text.trim() ? shown.text : text
      const rest = kept.filter((other) => !has(box, other))
      this.#put(turn, rewritten(shown, { text: box, others: rest, ...this.#writer(turn) }))
      this.#remove(number)
    }
  }

  /** Note that the interview is over: what was not sent stays in sight in this tab only. */
  retire() {
    this.store.retire()
  }

  // Reports of the store.

  /**
   * A version of a draft came from elsewhere.
   * @param {number} turn
   * @param {Draft} draft
   */
  received(turn, draft) {
    const before = this.get(turn)
    const after = merged(before, draft)
    // What came has taken the place of ours in the store, also if it is the older one.
    if (!isKnownTo(after, draft)) this.store.write(turn, after)
    if (after === before) return
    this.drafts.set(turn, after)
    this.delegate?.draftChanged(turn)
  }

  /**
   * Another tab has removed a draft that it had sent. What it did not know of stays.
   * @param {number} turn
   * @param {Draft} draft
   */
  removed(turn, draft) {
    const mine = this.get(turn)
    if (!isKnownTo(mine, draft)) this.store.write(turn, mine)
  }

  /**
   * A draft was found that only a crash has left: other tabs do not have it.
   * @param {number} turn
   * @param {Draft} draft
   */
  recovered(turn, draft) {
    this.received(turn, draft)
    this.store.write(turn, this.get(turn))
  }

  /** All drafts may have changed, because the page was asleep or the candidate has signed out elsewhere. */
  reloaded() {
    const turns = this.turns
    this.drafts = this.store.all()
    for (const turn of new Set([...turns, ...this.turns])) this.delegate?.draftChanged(turn)
  }

  /**
   * Return when and by whom the turn is written now: later than before, also if the clock was set back.
   * @param {number} turn
   */
  #writer(turn) {
    this.count += 1
    return { at: Math.max(this.now(), this.#read(turn).at + 1), by: this.page, count: this.count }
  }

  /**
   * Return the draft, after a look at what other tabs have written.
   * @param {number} turn
   */
  #read(turn) {
    const draft = merged(this.get(turn), this.store.read(turn))
    this.drafts.set(turn, draft)
    return draft
  }

  /**
   * @param {number} turn
   * @param {Draft} draft
   */
  #put(turn, draft) {
    const kept = merged(draft, this.#read(turn))
    this.drafts.set(turn, kept)
    this.store.write(turn, kept)
    return kept
  }

  /** @param {number} turn */
  #remove(turn) {
    this.drafts.delete(turn)
    this.store.remove(turn)
  }
}
