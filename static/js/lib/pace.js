/** Decides how fast text types itself out. Pure. */

/** The longest time that a grapheme waits before it is shown, in milliseconds. */
export const LAG_MS = 250

// In a steady stream a grapheme waits about this long, which evens out the gaps between tokens.
const EASE_MS = 120
const MIN_GRAPHEMES_PER_MS = 0.04

/**
 * Return how many graphemes to show now. The speed is proportional to the backlog.
 * @param {number} backlog graphemes that wait
 * @param {number} elapsedMs since the last step
 * @param {number} carry the fraction of a grapheme that the last step left over
 * @returns {{show: number, carry: number}} `carry` goes into the next step
 */
export function graphemesToShow(backlog, elapsedMs, carry = 0) {
  if (elapsedMs >= LAG_MS) return { show: backlog, carry: 0 }
  const exact = carry + Math.max(backlog / EASE_MS, MIN_GRAPHEMES_PER_MS) * elapsedMs
  const show = Math.min(backlog, Math.floor(exact))
  return { show, carry: show === backlog ? 0 : exact - show }
}
