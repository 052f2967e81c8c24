/**
 * Speech at another speed and its own pitch, by WSOLA (Verhelst and Roelands 1993): what comes out is cut from the
 * input in pieces, each begun near where the clock is, at the place that looks most like what would have followed the
 * last piece. At speed 1 what comes out is what went in, sample by sample. Pure.
 */
const STEP_SECONDS = 0.025
const OVERLAP_SECONDS = 0.01
// A search over twice this spans a whole period of the deepest voice, 50 Hz.
const SEARCH_SECONDS = 0.01

const NOTHING = new Float32Array(0)

export class Stretch {
  /** `sampleRate` in Hz. */
  constructor(sampleRate) {
    this.step = Math.round(STEP_SECONDS * sampleRate)
    this.overlap = Math.round(OVERLAP_SECONDS * sampleRate)
    this.search = Math.round(SEARCH_SECONDS * sampleRate)
    this.speed = 1
    this.dropped = 0 // samples of the input before `input`
    this.clear()
  }

  /** Of all input ever, how many samples have been heard. */
  get position() {
    return this.dropped + this.next - this.made.length
  }

  /** Samples of the input that are not heard yet. */
  get waiting() {
    return this.input.length - this.next
  }

  /** Forget the input that is not heard yet. */
  clear() {
    this.dropped += this.input?.length ?? 0
    this.input = NOTHING
    this.next = 0 // index in `input` of what follows the last piece
    this.clock = 0 // index in `input` where the next piece should begin to be in time
    this.made = NOTHING
  }

  /** Add input, a Float32Array of any length. */
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

  /** Fill `output`, a Float32Array, from its start. Returns how many samples there were to fill it with. */
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

  #make(wanted) {
    const reach = Math.round(this.clock) + this.search + this.step
    if (this.speed === 1 || reach > this.input.length) return this.#goStraightOn(wanted)
    const start = this.#mostAlike(Math.round(this.clock))
    const piece = this.input.slice(start, start + this.step)
    for (let i = 0; i < this.overlap; i += 1) {
      const share = (i + 0.5) / this.overlap
      piece[i] = this.input[this.next + i] * (1 - share) + piece[i] * share
    }
    this.next = start + this.step
    this.clock += this.speed * this.step
    return piece
  }

  #goStraightOn(wanted) {
    const piece = this.input.subarray(this.next, this.next + wanted)
    this.clock = this.next += piece.length
    return piece
  }

  /** Where, around `centre`, the input looks most like what follows the last piece. */
  #mostAlike(centre) {
    const first = Math.max(0, centre - this.search)
    let best = { start: centre, likeness: 0 }
    for (let start = first; start <= centre + this.search; start += 1) {
      const likeness = this.#likeness(start)
      if (likeness > best.likeness) best = { start, likeness }
    }
    return best.start
  }

  #likeness(start) {
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
