/**
 * Return the answer as the server keeps it: without space around it, in NFC, and without half an emoji, which a paste
 * may leave and which cannot be sent.
 * @param {string} written
 */
export function answerText(written) {
  const text = written.trim()
  return (text.toWellFormed?.() ?? text).normalize("NFC")
}
