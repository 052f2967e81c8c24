/** How fast text types itself out. Pure. */

/** No grapheme is shown later than this after it came. */
export const LAG_MS = 250

// In a steady stream a grapheme shows about this long after it came, which evens out the gaps between tokens.
const EASE_MS = 120
const SLOWEST_PER_MS = 0.04

/**
 * How many graphemes to show now, of `backlog` that wait, `elapsedMs` after the last step.
 * The speed is in proportion to the backlog. `carry` is what the last step left over, below one grapheme.
 */
export function graphemesToShow(backlog, elapsedMs, carry = 0) {
  if (elapsedMs >= LAG_MS) return { show: backlog, carry: 0 }
  const exact = carry + Math.max(backlog / EASE_MS, SLOWEST_PER_MS) * elapsedMs
  const show = Math.min(backlog, Math.floor(exact))
  return { show, carry: show === backlog ? 0 : exact - show }
}
