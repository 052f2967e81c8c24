/**
 * Convert an offset in code points, in which the server counts, to UTF-16 units, in which JavaScript does.
 * @param {string} text
 * @param {number} count code points from the start of `text`
 * @returns {number} the index in `text` after them, at most its length
 */
export function utf16Index(text, count) {
  let index = 0
  for (let left = count; left > 0 && index < text.length; left -= 1) {
    index += Number(text.codePointAt(index)) > 0xffff ? 2 : 1
  }
  return index
}

/**
 * @param {string} text
 * @returns {number} how many code points it has
 */
export function countCodePoints(text) {
  let count = 0
  for (const _ of text) count += 1
  return count
}
