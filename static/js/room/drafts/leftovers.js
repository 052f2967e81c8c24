import { UnsentTexts } from "./unsent_texts.js"

/**
 * @import { Composer } from "../composer/composer.js"
 * @import { Transcript } from "../transcript/transcript.js"
 * @import { Drafts } from "./drafts.js"
 */

/** Shows the unsent texts that neither the answer box nor a turn shows, so that none is out of reach. */
export class Leftovers {
  isRunning = false

  /**
   * @param {HTMLElement} element
   * @param {HTMLTemplateElement} template of one text
   * @param {{drafts: Drafts, transcript: Transcript, composer: Composer}} parts
   */
  constructor(element, template, { drafts, transcript, composer }) {
    this.texts = new UnsentTexts(element, template)
    this.drafts = drafts
    this.transcript = transcript
    this.composer = composer
  }

  /**
   * @param {string} status of the interview
   * @param {boolean} isOver
   */
  settle(status, isOver) {
    this.isRunning = status === "running"
    if (isOver) this.drafts.retire()
    this.#show()
  }

  // Reports of the drafts.

  /** @param {number} turn */
  draftChanged(turn) {
    this.composer.draftChanged(turn)
    this.transcript.turns.get(turn)?.draftChanged()
    this.#show()
  }

  #show() {
    const turns = this.drafts.turns.filter((turn) => !this.#isShownElsewhere(turn))
    this.texts.show(turns.flatMap((turn) => this.drafts.unsent(turn)))
  }

  /** @param {number} number */
  #isShownElsewhere(number) {
    if (this.composer.isOpen && this.composer.turn === number) return true
    const turn = this.transcript.turns.get(number)
    // The question's next wording takes over what was written for it.
    return Boolean(turn?.showsUnsent || (this.isRunning && turn?.status === "rephrased"))
  }
}
