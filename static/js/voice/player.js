const PROCESSOR = new URL("player_processor.js", import.meta.url)
const SAMPLE_RATE = 24_000 // of every clip, so that its samples are played as they are
const GLIDE_SECONDS = 0.015 // to another volume, without a click

/**
 * Plays clips one after the other. A browser may refuse sound until somebody has pressed something: then they wait,
 * and wake(), called in a click or at a key, plays them.
 *
 * Delegate: soundChanged(), upon which `state` may be another: "asleep", "running" or "unavailable".
 */
export class Player {
  static get isSupported() {
    return "AudioWorkletNode" in globalThis // only where the page came over https, or from this machine
  }

  constructor() {
    this.isBroken = !Player.isSupported
    this.last = 0
    this.listeners = new Map() // of the clips that were given and not stopped
    this.gainValue = 1
  }

  get state() {
    if (this.isBroken) return "unavailable"
    return this.context?.state === "running" ? "running" : "asleep"
  }

  /** Get ready; where no gesture is needed, it plays from here on. */
  open() {
    if (!this.context && !this.isBroken) this.#open()
  }

  /** To be called while a click or a key is handled. */
  wake() {
    if (this.state !== "asleep") return
    this.open()
    // Where a gesture is missing this neither resolves nor rejects; statechange tells.
    this.context?.resume().catch(() => {})
  }

  close() {
    this.context?.close()
  }

  /** The samples of a sound file, an ArrayBuffer, as a Float32Array. Rejects where it is none. */
  async decode(bytes) {
    const sound = await this.context.decodeAudioData(bytes)
    return sound.getChannelData(0)
  }

  /**
   * Play these samples behind all that was given before; none at all is a clip, too. Tells listener.began() and
   * listener.ended(), unless it is stopped before.
   */
  play(samples, listener) {
    const key = (this.last += 1)
    this.listeners.set(key, listener)
    this.#tell({ type: "play", key, samples })
  }

  /** Be silent at once, and forget what was to be played. */
  stop() {
    this.listeners.clear()
    this.#tell({ type: "stop" })
  }

  set speed(speed) {
    this.speedValue = speed
    this.#tell({ type: "speed", speed })
  }

  /** 0 to 1, as the ear has it. */
  set volume(volume) {
    this.gainValue = volume ** 2
    this.gain?.gain.setTargetAtTime(this.gainValue, this.context.currentTime, GLIDE_SECONDS)
  }

  /** How loud it is now: 0 to 1, the root mean square of the last few hundredths of a second. */
  get level() {
    if (this.state !== "running") return 0
    this.analyser.getFloatTimeDomainData(this.window)
    return Math.sqrt(this.window.reduce((sum, sample) => sum + sample * sample, 0) / this.window.length)
  }

  #open() {
    try {
      this.context = new AudioContext({ sampleRate: SAMPLE_RATE })
    } catch {
      return this.#break()
    }
    this.context.onstatechange = () => this.delegate.soundChanged()
    this.gain = new GainNode(this.context, { gain: this.gainValue })
    this.analyser = new AnalyserNode(this.context, { fftSize: 1024 })
    this.window = new Float32Array(this.analyser.fftSize)
    this.gain.connect(this.analyser).connect(this.context.destination)
    this.node = this.#load().catch(() => this.#break())
    if (this.speedValue) this.speed = this.speedValue
  }

  async #load() {
    await this.context.audioWorklet.addModule(PROCESSOR)
    const node = new AudioWorkletNode(this.context, "player", { numberOfInputs: 0, outputChannelCount: [1] })
    node.port.onmessage = ({ data }) => this.#heard(data)
    node.connect(this.gain)
    return node
  }

  #break() {
    this.isBroken = true
    this.delegate.soundChanged()
  }

  #tell(message) {
    this.node?.then((node) => node?.port.postMessage(message))
  }

  #heard({ began, ended }) {
    // What was under way when it was stopped may still be told of.
    const listener = this.listeners.get(began ?? ended)
    if (began) return listener?.began()
    this.listeners.delete(ended)
    listener?.ended()
  }
}
