const PROCESSOR = new URL("player_processor.js", import.meta.url)
const SAMPLE_RATE = 24_000 // the highest of any clip, so that none is resampled downwards
const GLIDE_SECONDS = 0.015 // of a volume change, which would click if it were instant

/**
 * @typedef {{began: () => void, ended: () => void}} ClipListener
 *
 * @typedef {object} PlayerDelegate
 * @property {() => void} soundChanged called when `state` may have changed
 */

/**
 * Plays clips back to back. A browser may refuse sound until somebody has pressed something: then clips wait until
 * wake() is called while a click or a key is handled.
 */
export class Player {
  /** @type {PlayerDelegate} */
  delegate
  /** @type {AudioContext | undefined} */
  context
  /** @type {GainNode | undefined} */
  gain
  /** @type {AnalyserNode | undefined} */
  analyser
  /** @type {Promise<AudioWorkletNode | undefined> | undefined} */
  node
  /** The listeners of the clips that were given and not stopped. @type {Map<number, ClipListener>} */
  listeners = new Map()
  window = new Float32Array(0)
  last = 0
  gainValue = 1
  speedValue = 0

  static get isSupported() {
    return "AudioWorkletNode" in globalThis // browsers offer it only over HTTPS and on localhost
  }

  constructor() {
    this.isBroken = !Player.isSupported
  }

  /** @returns {"asleep" | "running" | "unavailable"} */
  get state() {
    if (this.isBroken) return "unavailable"
    return this.context?.state === "running" ? "running" : "asleep"
  }

  /** Get ready. If the browser needs no gesture, clips play from here on. */
  open() {
    if (!this.context && !this.isBroken) this.#open()
  }

  /** Turn the sound on. Call it while a click or a key is handled. */
  wake() {
    if (this.state !== "asleep") return
    this.open()
    // Without a gesture this promise never settles; `onstatechange` reports success.
    this.context?.resume().catch(() => {})
  }

  close() {
    this.context?.close()
  }

  /**
   * Decode a sound file. Rejects if it is malformed, or if the player is not open.
   * @param {ArrayBuffer} bytes
   * @returns {Promise<Float32Array>} its samples
   */
  async decode(bytes) {
    if (!this.context) throw new Error("the player is not open")
    const sound = await this.context.decodeAudioData(bytes)
    return sound.getChannelData(0)
  }

  /**
   * Play these samples after everything that was given before. Unless stop() comes first, `listener` is told when they
   * begin and end, even if there are no samples.
   * @param {Float32Array} samples
   * @param {ClipListener} listener
   */
  play(samples, listener) {
    this.last += 1
    this.listeners.set(this.last, listener)
    this.#post({ type: "play", key: this.last, samples })
  }

  /** Fall silent at once, and forget what was still to be played. */
  stop() {
    this.listeners.clear()
    this.#post({ type: "stop" })
  }

  /** 1 is normal speed. @param {number} speed */
  set speed(speed) {
    this.speedValue = speed
    this.#post({ type: "speed", speed })
  }

  /** 0 to 1, as loudness is perceived. @param {number} volume */
  set volume(volume) {
    this.gainValue = volume ** 2
    this.gain?.gain.setTargetAtTime(this.gainValue, this.gain.context.currentTime, GLIDE_SECONDS)
  }

  /** The current level, 0 to 1: the root mean square of the last 43 ms. */
  get level() {
    if (this.state !== "running" || !this.analyser) return 0
    this.analyser.getFloatTimeDomainData(this.window)
    return Math.sqrt(this.window.reduce((sum, sample) => sum + sample * sample, 0) / this.window.length)
  }

  #open() {
    try {
      this.context = new AudioContext({ sampleRate: SAMPLE_RATE })
    } catch {
      this.#break()
      return
    }
    this.context.onstatechange = () => this.delegate.soundChanged()
    this.gain = new GainNode(this.context, { gain: this.gainValue })
    this.analyser = new AnalyserNode(this.context, { fftSize: 1024 })
    this.window = new Float32Array(this.analyser.fftSize)
    this.gain.connect(this.analyser).connect(this.context.destination)
    this.node = this.#load(this.context, this.gain).catch(() => this.#break())
    if (this.speedValue) this.speed = this.speedValue
  }

  /**
   * @param {AudioContext} context
   * @param {GainNode} gain
   */
  async #load(context, gain) {
    await context.audioWorklet.addModule(PROCESSOR)
    const node = new AudioWorkletNode(context, "player", { numberOfInputs: 0, outputChannelCount: [1] })
    node.port.onmessage = ({ data }) => this.#heard(data)
    node.connect(gain)
    return node
  }

  /** @returns {undefined} */
  #break() {
    this.isBroken = true
    this.delegate.soundChanged()
  }

  /** @param {object} message as player_processor.js takes it */
  #post(message) {
    this.node?.then((node) => node?.port.postMessage(message))
  }

  /** @param {{began?: number, ended?: number}} report */
  #heard({ began, ended }) {
    // A report may still arrive for a clip that was stopped in the meantime: it has no listener any more.
    if (began) this.listeners.get(began)?.began()
    if (!ended) return
    const listener = this.listeners.get(ended)
    this.listeners.delete(ended)
    listener?.ended()
  }
}
