/** @import { VoicedText } from "./voiced_text.js" */

/** Replaces the Voice in an interview without one. */
export class Silence extends EventTarget {
  /** @type {VoicedText | undefined} */
  delegate
  isAudible = false
  isOwedSound = false
  isBusy = false
  hasGivenUp = false
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

  /** @param {string} position */
  resumeFrom(position) {
    return position
  }
}
