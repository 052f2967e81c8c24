/** The text as the voice follows it: what shows of it, what of it is being spoken, what screen readers are told. */
export class VoicedText {
  constructor(transcript, reader) {
    Object.assign(this, { transcript, reader })
  }

  hasShown(number, offset) {
    return this.transcript.turn(number).hasShown(offset)
  }

  sentenceBegan(number, sentence) {
    this.transcript.turn(number).mark(sentence)
  }

  sentencePassed(_, sentence, wasSpoken) {
    this.reader.pass(sentence, wasSpoken)
  }

  fellSilent(number) {
    this.transcript.turn(number).unmark()
  }
}
