/**
 * Positions in the stream, "<epoch>-<offset>": ordered by epoch (one attempt at one question), then by offset.
 * Each may have 18 digits, which is more than a Number holds exactly.
 */

const FORM = /^(\d{1,18})-(\d{1,18})$/

/**
 * Return whether `id` comes after `seen`. Every position comes after an empty `seen`; a malformed `id` never does.
 * @param {string} id
 * @param {string} seen
 */
export function isNewer(id, seen) {
  const position = parse(id)
  if (!position) return false
  const last = parse(seen)
  if (!last) return true
  return position.epoch > last.epoch || (position.epoch === last.epoch && position.offset > last.offset)
}

/**
 * Return whether two positions belong to the same attempt at a question.
 * @param {string} id
 * @param {string} other
 */
export function isSameAttempt(id, other) {
  return parse(id) !== null && parse(id)?.epoch === parse(other)?.epoch
}

/**
 * Return the position before the first event of `id`'s attempt, or "" if `id` is malformed.
 * @param {string} id
 */
export function startOf(id) {
  const position = parse(id)
  return position ? `${position.epoch}-0` : ""
}

/**
 * Return a position after every event of `id`'s attempt, or "" if `id` is malformed.
 * @param {string} id
 */
export function endOf(id) {
  const position = parse(id)
  return position ? `${position.epoch}-${"9".repeat(18)}` : ""
}

/** @param {string} id */
function parse(id) {
  const match = FORM.exec(id ?? "")
  return match && { epoch: BigInt(match[1]), offset: BigInt(match[2]) }
}
