import { countCodePoints } from "../../lib/code_points.js"

/**
 * Words of an answer: the number of its turn, and their offsets in code points, in which the server counts.
 * @typedef {{turn: string, start: number, end: number, text: string}} Words
 */

/**
 * Return the words of an answer that are selected on the page, without the spaces around them; null if there are none.
 * Of a selection that goes beyond an answer, the part within the first one counts.
 * @param {Selection | null} selection
 * @param {HTMLElement[]} answers
 * @returns {Words | null}
 */
export function selectedWords(selection, answers) {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const answer = answers.find((each) => range.intersectsNode(each))
  return answer ? wordsIn(range, answer) : null
}

/**
 * @param {Range} range
 * @param {HTMLElement} answer
 * @returns {Words | null}
 */
function wordsIn(range, answer) {
  const inside = document.createRange()
  inside.selectNodeContents(answer)
  const before = inside.cloneRange()
  if (range.compareBoundaryPoints(Range.START_TO_START, inside) > 0) {
    inside.setStart(range.startContainer, range.startOffset)
  }
  if (range.compareBoundaryPoints(Range.END_TO_END, inside) < 0) inside.setEnd(range.endContainer, range.endOffset)
  before.setEnd(inside.startContainer, inside.startOffset)
  const raw = inside.toString()
  const text = raw.trim()
  if (!text) return null
  const start = countCodePoints(before.toString() + raw.slice(0, raw.indexOf(text)))
  return { turn: answer.dataset.answer ?? "", start, end: start + countCodePoints(text), text }
}
