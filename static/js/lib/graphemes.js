/** Text in the units that a reader sees as one character: a Hangul syllable, an emoji, a letter with its accent. */

const segmenter = globalThis.Intl?.Segmenter && new Intl.Segmenter(undefined, { granularity: "grapheme" })

export function graphemes(text) {
  if (!segmenter) return Array.from(text)
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}
