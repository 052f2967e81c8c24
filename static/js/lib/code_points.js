/** The server counts code points, JavaScript UTF-16 units: the index in `text` behind its first `count` code points. */
export function utf16Index(text, count) {
  let index = 0
  for (let left = count; left > 0 && index < text.length; left -= 1) {
    index += text.codePointAt(index) > 0xffff ? 2 : 1
  }
  return index
}
