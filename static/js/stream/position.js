/**
 * Positions in the stream, "<epoch>-<offset>": ordered by epoch (one attempt at one question), then by offset.
 * Both may have 18 digits, more than a Number holds exactly.
 */

const FORM = /^(\d{1,18})-(\d{1,18})$/

/** Whether `id` comes after `seen`. Everything comes after nothing; an unreadable id never does. */
export function isNewer(id, seen) {
  const position = parse(id)
  if (!position) return false
  const last = parse(seen)
  if (!last) return true
  return position.epoch > last.epoch || (position.epoch === last.epoch && position.offset > last.offset)
}

/** Whether two positions are of one attempt at one question. */
export function isSameAttempt(id, other) {
  return parse(id) !== null && parse(id)?.epoch === parse(other)?.epoch
}

/** The position before the first event of the attempt that `id` is of; "" where it is no position. */
export function startOf(id) {
  const position = parse(id)
  return position ? `${position.epoch}-0` : ""
}

/** A position behind all events of the attempt that `id` is of; "" where it is no position. */
export function allOf(id) {
  const position = parse(id)
  return position ? `${position.epoch}-${"9".repeat(18)}` : ""
}

function parse(id) {
  const match = FORM.exec(id ?? "")
  return match && { epoch: BigInt(match[1]), offset: BigInt(match[2]) }
}
