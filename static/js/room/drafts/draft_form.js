/** How a draft is written in the browser's storage. Pure. */
import { EMPTY } from "./draft.js"

/** @import { Draft } from "./draft.js" */

/** Drafts that nobody came back to are deleted after this time: an invitation is open for as long by default. */
export const KEPT_MS = 14 * 24 * 60 * 60 * 1000

/**
 * Return the draft that `stored` holds. What is not of this form is a text, as older pages stored it.
 * @param {string | null} stored
 * @returns {Draft}
 */
export function parse(stored) {
  if (!stored) return EMPTY
  const read = parsed(stored)
  return isDraft(read) ? read : { ...EMPTY, text: stored, clock: { "": 1 } }
}

/** @param {Draft} draft */
export function written(draft) {
  return JSON.stringify(draft)
}

/**
 * Return whether the draft was written so long ago that it is to be deleted.
 * @param {Draft} draft
 * @param {number} now in milliseconds since 1970
 */
export function isForgotten({ at }, now) {
  return at > 0 && now - at > KEPT_MS
}

/** @param {string} stored */
function parsed(stored) {
  try {
    return JSON.parse(stored)
  } catch {
    return null
  }
}

/**
 * @param {any} read
 * @returns {read is Draft}
 */
function isDraft(read) {
  return (
    typeof read?.text === "string" &&
    typeof read.at === "number" &&
    typeof read.by === "string" &&
    Array.isArray(read.others) &&
    typeof read.clock === "object"
  )
}
