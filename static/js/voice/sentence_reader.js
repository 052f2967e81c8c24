/**
 * Tells screen readers the question: each sentence when it is whole, unless the voice speaks it; then only which
 * question it is. Once the voice is no longer heard, what it had not spoken is told.
 */
export class SentenceReader {
  constructor(announcer, voice) {
    Object.assign(this, { announcer, voice })
    this.stop()
    voice.addEventListener("change", () => this.#catchUp())
  }

  begin(turn, language) {
    this.stop()
    Object.assign(this, { turn, language })
  }

  drop(number) {
    if (this.turn?.number === number) this.stop()
  }

  stop() {
    this.turn = undefined
    this.sentences = []
    this.isNamed = this.isWhole = false
  }

  take(turn, { index, text, final = true }) {
    if (turn !== this.turn) return
    this.#name()
    this.sentences.push({ index, text, final, isTold: false })
    this.#catchUp()
  }

  /** The voice is past that sentence. */
  pass({ index }, wasSpoken) {
    const sentence = this.sentences.find((known) => known.index === index)
    if (!sentence || sentence.isTold) return
    sentence.isTold = true
    if (!wasSpoken) this.#say([sentence])
  }

  /** All of the question stands there. */
  finish(turn) {
    if (turn !== this.turn) return
    this.#name()
    this.isWhole = true
    // Where no sentence was told apart, none is spoken.
    if (!this.sentences.length) this.#say([{ text: turn.question }])
    this.#catchUp()
  }

  #name() {
    if (!this.isNamed) this.announcer.say(`${this.turn.label}. `)
    this.isNamed = true
  }

  #catchUp() {
    if (this.voice.isAudible && !this.voice.hasGivenUp) return
    const rest = this.sentences.filter(({ isTold }) => !isTold)
    const end = this.isWhole ? rest.length : rest.findLastIndex(({ final }) => final) + 1
    this.#say(rest.slice(0, end))
    for (const sentence of rest.slice(0, end)) sentence.isTold = true
  }

  #say(sentences) {
    if (sentences.length) this.announcer.say(sentences.map(({ text }) => text.trim()).join(" "), this.language)
  }
}
