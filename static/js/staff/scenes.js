/** When things happened in an interview, and what shows at a moment of it. Pure. */

/**
 * @typedef {object} Scene
 * @property {number} turn
 * @property {number} queued all in milliseconds since the interview began
 * @property {number} first when the first token came
 * @property {number} done when the question was complete
 * @property {number | null} answered
 */

const LONGEST_PAUSE_MS = 3_000

/**
 * Return the scenes with no pause between two moments longer than a few seconds.
 * @param {Scene[]} scenes
 * @returns {Scene[]}
 */
export function shortened(scenes) {
  let before = 0
  let now = 0
  /** @param {number} moment */
  const step = (moment) => {
    now += Math.min(Math.max(0, moment - before), LONGEST_PAUSE_MS)
    before = Math.max(before, moment)
    return now
  }
  return scenes.map(({ turn, queued, first, done, answered }) => {
    const [begun, written] = [step(queued), step(first)]
    now += Math.max(0, done - first) // a question is typed as it was
    before = Math.max(before, done)
    return { turn, queued: begun, first: written, done: now, answered: answered === null ? null : step(answered) }
  })
}

/**
 * Return when everything has been shown.
 * @param {Scene[]} scenes
 */
export function endOf(scenes) {
  return Math.max(0, ...scenes.map(({ done, answered }) => answered ?? done))
}

/**
 * Return how much of a question shows at a moment, from 0 to 1; -1 before it was even queued.
 * @param {Scene} scene
 * @param {number} moment
 */
export function shownShare({ queued, first, done }, moment) {
  if (moment < queued) return -1
  if (moment >= done) return 1
  return Math.max(0, moment - first) / Math.max(1, done - first)
}

/**
 * Return the moment in `to` that corresponds to a moment in `from`: the same scene, as far into it.
 * @param {number} moment
 * @param {Scene[]} from
 * @param {Scene[]} to
 */
export function translated(moment, from, to) {
  const at = from.findLastIndex(({ queued }) => queued <= moment)
  if (at < 0) return 0
  const share = (moment - from[at].queued) / Math.max(1, lastOf(from, at) - from[at].queued)
  return to[at].queued + Math.min(1, share) * (lastOf(to, at) - to[at].queued)
}

/**
 * @param {Scene[]} scenes
 * @param {number} at
 */
function lastOf(scenes, at) {
  return scenes[at + 1]?.queued ?? endOf(scenes)
}
