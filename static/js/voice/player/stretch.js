const STEP_SECONDS = 0.025
const OVERLAP_SECONDS = 0.01
// The search spans twice this: a whole period of the deepest voice, 50 Hz.
const SEARCH_SECONDS = 0.01

const NOTHING = new Float32Array(0)

/**
 * Changes the speed of speech but not its pitch, by WSOLA (Verhelst and Roelands 1993). The output is cut from the input
 * in pieces. Each begins near where the clock says, at the place that looks most like the natural continuation of the
 * previous piece. At speed 1 the output equals the input, sample by sample. Pure.
 */
export class Stretch {
  /** Input that may still be needed. @type {Float32Array} */
  input = NOTHING
  /** Output that was made and not pulled yet. @type {Float32Array} */
  made = NOTHING
  speed = 1
  /** How many samples of the input came before `input`. */
  dropped = 0
  /** Index in `input` of what follows the last piece. */
  next = 0
  /** Index in `input` where the next piece should begin to be in time. */
  clock = 0

  /** @param {number} sampleRate in Hz */
  constructor(sampleRate) {
    this.step = Math.round(STEP_SECONDS * sampleRate)
    this.overlap = Math.round(OVERLAP_SECONDS * sampleRate)
    this.search = Math.round(SEARCH_SECONDS * sampleRate)
  }

  /** How many samples of the whole input have been heard. */
  get position() {
    return this.dropped + this.next - this.made.length
  }

  /** How many samples of the input have not been heard yet. */
  get waiting() {
    return this.input.length - this.next
  }

  /** Forget the input that has not been heard yet. */
  clear() {
    this.dropped += this.input.length
    this.input = NOTHING
    this.next = 0
    this.clock = 0
    this.made = NOTHING
  }

  /**
   * Add input of any length.
   * @param {Float32Array} samples
   */
  push(samples) {
    const gone = Math.max(0, Math.min(this.next, Math.floor(this.clock) - this.search))
    const kept = this.input.subarray(gone)
    this.input = new Float32Array(kept.length + samples.length)
    this.input.set(kept)
    this.input.set(samples, kept.length)
    this.dropped += gone
    this.next -= gone
    this.clock -= gone
  }

  /**
   * Fill `output` from its start.
   * @param {Float32Array} output
   * @returns {number} how many samples there were to fill it with
   */
  pull(output) {
    let filled = 0
    while (filled < output.length) {
      if (!this.made.length) this.made = this.#make(output.length - filled)
      if (!this.made.length) break
      const piece = this.made.subarray(0, output.length - filled)
      output.set(piece, filled)
      filled += piece.length
      this.made = this.made.subarray(piece.length)
    }
    return filled
  }

  /** @param {number} wanted samples */
  #make(wanted) {
    const reach = Math.round(this.clock) + this.search + this.step
    if (this.speed === 1 || reach > this.input.length) return this.#goStraightOn(wanted)
    const start = this.#mostSimilar(Math.round(this.clock))
    const piece = this.input.slice(start, start + this.step)
    for (let i = 0; i < this.overlap; i += 1) {
      const share = (i + 0.5) / this.overlap
      piece[i] = this.input[this.next + i] * (1 - share) + piece[i] * share
    }
    this.next = start + this.step
    this.clock += this.speed * this.step
    return piece
  }

  /** @param {number} wanted samples */
  #goStraightOn(wanted) {
    const piece = this.input.subarray(this.next, this.next + wanted)
    this.clock = this.next += piece.length
    return piece
  }

  /**
   * Return the index near `centre` where the input looks most like what follows the last piece.
   * @param {number} centre
   */
  #mostSimilar(centre) {
    const first = Math.max(0, centre - this.search)
    let best = { start: centre, similarity: 0 }
    for (let start = first; start <= centre + this.search; start += 1) {
      const similarity = this.#similarity(start)
      if (similarity > best.similarity) best = { start, similarity }
    }
    return best.start
  }

  /** @param {number} start */
  #similarity(start) {
    let product = 0
    let energy = 1e-9
    for (let i = 0; i < this.overlap; i += 1) {
      const sample = this.input[start + i]
      product += sample * this.input[this.next + i]
      energy += sample * sample
    }
    return product / Math.sqrt(energy)
  }
}
