/** Decides how fast text types itself out. Pure. */

/** The longest time that a piece of text takes to be typed, in milliseconds. */
export const LONGEST_MS = 1000

// In a steady stream a piece is typed within this time, which evens out the gaps between tokens.
const EASE_MS = 120
const MIN_GRAPHEMES_PER_MS = 0.04
// A whole clause that comes at once is typed at this speed: three times as fast as people read, and no blink.
const CLAUSE_GRAPHEMES_PER_MS = 0.06
// What comes while a clause is being typed catches up at this speed.
const CATCHING_UP_GRAPHEMES_PER_MS = 0.25

/**
 * Return how long a piece of text that has just come may take until all of it shows, in milliseconds.
 * @param {number} length of the piece in graphemes
 * @param {number} pendingMs until the text before it shows, 0 if it does
 */
export function typingMs(length, pendingMs) {
  const afterTheRest = pendingMs + length / CATCHING_UP_GRAPHEMES_PER_MS
  return Math.min(LONGEST_MS, Math.max(EASE_MS, length / CLAUSE_GRAPHEMES_PER_MS, afterTheRest))
}

/**
 * Return how many graphemes to show now, for all to show in time.
 * @param {number} backlog graphemes that wait
 * @param {number} elapsedMs since the last step
 * @param {number} leftMs from the last step until all are to show
 * @param {number} carry the fraction of a grapheme that the last step left over
 * @returns {{show: number, carry: number}} `carry` goes into the next step
 */
export function graphemesToShow(backlog, elapsedMs, leftMs, carry = 0) {
  if (elapsedMs >= leftMs) return { show: backlog, carry: 0 }
  const exact = carry + Math.max(backlog / leftMs, MIN_GRAPHEMES_PER_MS) * elapsedMs
  const show = Math.min(backlog, Math.floor(exact))
  return { show, carry: show === backlog ? 0 : exact - show }
}
