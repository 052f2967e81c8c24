"""Cuts a text into clauses and words that fit espeak-ng's buffers. Pure."""

import re
import unicodedata
from collections.abc import Iterator

# espeak-ng decomposes Hangul into jamo of three bytes each, and what does not fit its buffer is not spoken. Measured
# with 1.52 (espeakng-loader 0.2.4): the sound stopped growing at 790 to 850 bytes of a clause and at 380 of a word,
# which is 98 dense Korean syllables and 45. A comma begins a new clause; a line break does not.
CLAUSE_BYTES = 480
WORD_BYTES = 240

_ENDS = re.compile(r"[,.?!;:…。]['\"”’)\]]*$")
_CONNECTIVE = re.compile("(?:고|며|면|서|데|만|니|지|자|까)$")


def in_short_clauses(text: str) -> str:
    """Return the text with a comma where a clause would grow too long, after a connective ending if there is one, and
    with a space inside words that are too long."""
    clause: list[str] = []
    said: list[str] = []
    for word in _short_words(text):
        if clause and _size(clause) + _size([word]) > CLAUSE_BYTES:
            clause, rest = _cut(clause)
            said, clause = said + clause, rest
        clause.append(word)
        if _ENDS.search(word):
            said, clause = said + clause, []
    return " ".join(said + clause)


def _cut(words: list[str]) -> tuple[list[str], list[str]]:
    """Put a comma after the last connective in the second half, or after the last word. Return what is before and
    after it."""
    half = len(words) // 2
    places = (place for place in range(len(words), half, -1) if _CONNECTIVE.search(words[place - 1]))
    at = next(places, len(words))
    return [*words[: at - 1], words[at - 1] + ","], words[at:]


def _short_words(text: str) -> Iterator[str]:
    for word in text.split():
        if _size([word]) <= WORD_BYTES:
            yield word
            continue
        piece = ""
        for char in word:
            if piece and _size([piece + char]) > WORD_BYTES:
                yield piece
                piece = ""
            piece += char
        yield piece


def _size(words: list[str]) -> int:
    """Return the bytes that the words take in espeak-ng, with the spaces between them."""
    return sum(len(unicodedata.normalize("NFD", word).encode()) + 1 for word in words)
