/** Stands in for the Voice where an interview has none. */
export class Silence extends EventTarget {
  isAudible = false
  isOwedSound = false
  begin() {}
  learn() {}
  take() {}
  skip() {}
  finish() {}
  drop() {}
  dropAll() {}
  attend() {}
  textShown() {}
  answering() {}
  wake() {}
  stopSpeaking() {}
  giveUp() {}

  resumeFrom(position) {
    return position
  }
}
