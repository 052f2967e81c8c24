/**
 * One unsent answer, and how two versions of it become one. Pure.
 *
 * @typedef {object} Draft
 * @property {string} text
 * @property {number} at when it was last written, in milliseconds since 1970
 * @property {string} by the page that wrote it last
 * @property {Record<string, number>} clock how often each page has written it, up to this version (a vector clock)
 * @property {string[]} others texts that were written at the same time elsewhere and are not part of `text`
 */

/** @type {Draft} */
export const EMPTY = Object.freeze({ text: "", at: 0, by: "", clock: {}, others: [] })

/**
 * Return the version in which page `by` has replaced the text.
 * @param {Draft} shown the version that the page showed meanwhile
 * @param {{text: string, at: number, by: string, count: number, others?: string[]}} change the page's `count`th
 * @returns {Draft}
 */
export function rewritten(shown, { text, at, by, count, others = shown.others }) {
  return { text, at, by, others, clock: { ...shown.clock, [by]: count } }
}

/**
 * Return one version of two. If one was made with the other in sight, that one; else the newer text, which keeps the
 * other one beside it. Every page that merges the same versions gets the same result.
 * @param {Draft} one
 * @param {Draft} other
 * @returns {Draft}
 */
export function merged(one, other) {
  if (isKnownTo(other, one)) return one
  if (isKnownTo(one, other)) return other
  const [newer, older] = isOlder(one, other) ? [other, one] : [one, other]
  const others = [...new Set([...newer.others, older.text, ...older.others])].filter((text) => !has(newer.text, text))
  return { ...newer, others, clock: latest(one.clock, other.clock) }
}

/**
 * Return whether nothing of `draft` would be lost with it, if `text` is kept.
 * @param {string} text
 * @param {string} draft
 */
export function has(text, draft) {
  return text.includes(draft.trim())
}

/**
 * Return whether `by` was written by somebody who had `draft` in sight.
 * @param {Draft} draft
 * @param {Draft} by
 */
export function isKnownTo(draft, by) {
  return Object.entries(draft.clock).every(([page, count]) => (by.clock[page] ?? 0) >= count)
}

/**
 * @param {Draft} one
 * @param {Draft} other
 */
function isOlder(one, other) {
  return one.at < other.at || (one.at === other.at && one.by < other.by)
}

/**
 * @param {Record<string, number>} one
 * @param {Record<string, number>} other
 */
function latest(one, other) {
  const clock = { ...one }
  for (const [page, count] of Object.entries(other)) clock[page] = Math.max(clock[page] ?? 0, count)
  return clock
}
