const segmenter = globalThis.Intl?.Segmenter && new Intl.Segmenter(undefined, { granularity: "grapheme" })

/**
 * Split text into what a reader sees as single characters: a Hangul syllable, an emoji, a letter with its accent.
 * @param {string} text
 * @returns {string[]} code points if the browser has no Intl.Segmenter
 */
export function graphemes(text) {
  if (!segmenter) return Array.from(text)
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}
