import { Stretch } from "./stretch.js"

const FADE_SECONDS = 0.012
// More than the stretching looks ahead, so that it never lacks what is there.
const AHEAD_SECONDS = 0.1

/**
 * Plays clips back to back, in the order they come. Takes {type: "play", key, samples}, {type: "speed", speed} and
 * {type: "stop"}; tells {began: key} and {ended: key}. An empty clip begins and ends where it stands in line.
 */
class PlayerProcessor extends AudioWorkletProcessor {
  constructor() {
    super()
    this.stretch = new Stretch(sampleRate)
    this.ahead = AHEAD_SECONDS * sampleRate
    this.fade = new Float32Array(0)
    this.pushed = 0
    this.clips = [] // not in the stretch yet
    this.marks = [] // of those that are: where they begin and end
    this.port.onmessage = ({ data }) => this.#take(data)
  }

  process(_, [[output]]) {
    const faded = this.fade.subarray(0, output.length)
    output.set(faded)
    this.fade = this.fade.subarray(faded.length)
    this.#feed()
    this.stretch.pull(output.subarray(faded.length))
    this.#report()
    return true
  }

  #take(message) {
    if (message.type === "play") this.clips.push(message)
    if (message.type === "speed") this.stretch.speed = message.speed
    if (message.type === "stop") this.#stop()
  }

  #feed() {
    while (this.clips.length && this.stretch.waiting < this.ahead) {
      const { key, samples } = this.clips.shift()
      this.marks.push({ key, begin: this.pushed, end: this.pushed + samples.length })
      this.pushed += samples.length
      this.stretch.push(samples)
    }
  }

  #report() {
    for (const mark of [...this.marks]) {
      if (!mark.began && this.#has(mark.begin, mark.end)) {
        mark.began = true
        this.port.postMessage({ began: mark.key })
      }
      if (!mark.began || this.stretch.position < mark.end) break
      this.marks.shift()
      this.port.postMessage({ ended: mark.key })
    }
  }

  #has(begin, end) {
    return this.stretch.position > begin || (begin === end && this.stretch.position === begin)
  }

  /** A cut would click: the last moment fades. */
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
