// The CSS Custom Highlight API marks text without changing its nodes. A browser without it marks nothing.
const highlight = globalThis.Highlight && CSS.highlights ? new Highlight() : null
if (highlight) CSS.highlights.set("spoken", highlight)

/** Marks the text that is being spoken. */
export const spokenMark = {
  /**
   * Mark text[start:end], as far as the text node has it.
   * @param {Text} node
   * @param {number} start in UTF-16 units
   * @param {number} end in UTF-16 units
   */
  show(node, start, end) {
    if (!highlight) return
    const range = new Range()
    range.setStart(node, Math.min(start, node.length))
    range.setEnd(node, Math.min(end, node.length))
    highlight.clear()
    highlight.add(range)
  },

  clear() {
    highlight?.clear()
  },
}
