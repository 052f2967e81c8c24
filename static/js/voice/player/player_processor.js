import { Stretch } from "./stretch.js"

/**
 * @typedef {{type: "play", key: number, samples: Float32Array}} PlayMessage
 * @typedef {PlayMessage | {type: "speed", speed: number} | {type: "stop"}} Message
 * @typedef {{key: number, begin: number, end: number, began: boolean}} Mark
 */

const FADE_SECONDS = 0.012
// More than the stretching looks ahead, so that it always finds the input that has come.
const AHEAD_SECONDS = 0.1

/**
 * Plays clips back to back in the order in which they come. Takes a Message; reports {began: key} and {ended: key}, also
 * for an empty clip, when its turn comes.
 */
class PlayerProcessor extends AudioWorkletProcessor {
  /** Clips that are not in the stretch yet. @type {PlayMessage[]} */
  clips = []
  /** Where the clips in the stretch begin and end, in samples of the input. @type {Mark[]} */
  marks = []

  constructor() {
    super()
    this.stretch = new Stretch(sampleRate)
    this.ahead = AHEAD_SECONDS * sampleRate
    this.fade = new Float32Array(0)
    this.pushed = 0
    this.port.onmessage = ({ data }) => this.#take(data)
  }

  /**
   * @param {Float32Array[][]} _
   * @param {Float32Array[][]} outputs
   */
  process(_, [[output]]) {
    const faded = this.fade.subarray(0, output.length)
    output.set(faded)
    this.fade = this.fade.subarray(faded.length)
    this.#feed()
    this.stretch.pull(output.subarray(faded.length))
    this.#report()
    return true
  }

  /** @param {Message} message */
  #take(message) {
    if (message.type === "play") this.clips.push(message)
    if (message.type === "speed") this.stretch.speed = message.speed
    if (message.type === "stop") this.#stop()
  }

  #feed() {
    while (this.stretch.waiting < this.ahead) {
      const clip = this.clips.shift()
      if (!clip) return
      const begin = this.pushed
      this.pushed += clip.samples.length
      this.marks.push({ key: clip.key, begin, end: this.pushed, began: false })
      this.stretch.push(clip.samples)
    }
  }

  #report() {
    for (const mark of [...this.marks]) {
      if (!mark.began && this.#hasBegun(mark)) {
        mark.began = true
        this.port.postMessage({ began: mark.key })
      }
      if (!mark.began || this.stretch.position < mark.end) break
      this.marks.shift()
      this.port.postMessage({ ended: mark.key })
    }
  }

  /** @param {Mark} mark */
  #hasBegun({ begin, end }) {
    return this.stretch.position > begin || (begin === end && this.stretch.position === begin)
  }

  /** Fade out the last moment, because a cut would click. */
  #stop() {
    this.#feed()
    const fade = new Float32Array(Math.round(FADE_SECONDS * sampleRate))
    const length = this.stretch.pull(fade)
    for (let i = 0; i < length; i += 1) fade[i] *= 1 - (i + 1) / length
    if (length) this.fade = fade.subarray(0, length)
    this.stretch.clear()
    this.clips = []
    this.marks = []
  }
}

registerProcessor("player", PlayerProcessor)
