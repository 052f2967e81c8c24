"""Cuts phonemes into pieces that the model can speak, at natural places. Pure."""

from collections.abc import Iterator

# The model takes 510. Beyond about 200 (12 s) it hurries, and its memory grows: 480 MB at 200, 850 MB at 510.
MOST_PHONEMES = 200
# The better place first: the end of a sentence, a pause, a word.
PLACES = (".?!…", ",;:—)", " ")


def pieces(phonemes: str) -> Iterator[str]:
    """Yield `phonemes` in pieces of at most MOST_PHONEMES. A piece of marks alone is left out: it sounds like noise."""
    rest = phonemes.strip()
    while rest:
        end = _cut(rest) if len(rest) > MOST_PHONEMES else len(rest)
        piece, rest = rest[:end].strip(), rest[end:].strip()
        if any(phoneme.isalpha() for phoneme in piece):
            yield piece


def _cut(phonemes: str) -> int:
    """Return where to cut: not in the first quarter, unless there is no other place."""
    for places in PLACES:
        found = max(phonemes.rfind(mark, MOST_PHONEMES // 4, MOST_PHONEMES) for mark in places)
        if found >= 0:
            return found + 1
    return MOST_PHONEMES
