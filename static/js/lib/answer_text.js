// biome-ignore lint/suspicious/noControlCharactersInRegex: a paste may bring them
const LINE_BREAK = /[\v\f\u{1c}-\u{1e}\u{85}]/gu
const CONTROL = /[^\P{Cc}\t\n\r]/gu
// Not the byte order mark, which trim() would remove and the server does not.
const OUTER_SPACE = /^[^\S\ufeff]+|[^\S\ufeff]+$/gu
const INVISIBLE =
  /^[\s\p{Cc}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\u{2800}\u{fff0}-\u{ffff}\u{e0000}-\u{10ffff}]*$/u

/**
 * Return the answer as the server keeps it (interviews/answer_text.py): without space around it and control characters,
 * in NFC, and without half an emoji, which a paste may leave and which cannot be sent.
 * @param {string} written
 */
export function answerText(written) {
  const text = written.toWellFormed?.() ?? written
  return text.replace(LINE_BREAK, "\n").replace(CONTROL, "").replace(OUTER_SPACE, "").normalize("NFC")
}

/**
 * Return whether nobody can see anything of the text: spaces, fillers, joiners, private characters.
 * @param {string} text
 */
export function isBlank(text) {
  return INVISIBLE.test(text)
}
