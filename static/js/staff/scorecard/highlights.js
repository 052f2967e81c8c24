import { utf16Index } from "../../lib/code_points.js"

/**
 * Show which words of an answer are quoted, and for what. The answer's text stays what it is.
 * @param {HTMLElement} answer
 * @param {{start: number, end: number, name: string}[]} quotes with offsets in code points
 */
export function highlight(answer, quotes) {
  const text = answer.textContent ?? ""
  const marks = quotes.map(({ start, end, name }) => ({
    start: utf16Index(text, start),
    end: utf16Index(text, end),
    name,
  }))
  const edges = new Set([0, text.length, ...marks.flatMap(({ start, end }) => [start, end])])
  const places = [...edges].sort((one, other) => one - other)
  answer.replaceChildren(
    ...places.slice(0, -1).map((start, index) => {
      const names = marks.filter((mark) => mark.start <= start && start < mark.end).map(({ name }) => name)
      return piece(text.slice(start, places[index + 1]), names)
    }),
  )
}

/**
 * @param {string} text
 * @param {string[]} names
 */
function piece(text, names) {
  if (names.length === 0) return document.createTextNode(text)
  const mark = document.createElement("mark")
  mark.textContent = text
  mark.title = names.join(", ")
  return mark
}
