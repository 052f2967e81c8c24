/**
 * Marks what is being spoken in the text, by the CSS Custom Highlight API, which leaves the text's nodes as they are.
 * A browser without it marks nothing.
 */
const highlight = globalThis.Highlight && CSS.highlights ? new Highlight() : null
if (highlight) CSS.highlights.set("spoken", highlight)

export const spokenMark = {
  /** Mark text[start:end], in UTF-16 units, as far as it stands in the text node. */
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
