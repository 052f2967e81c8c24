"""A text with single spaces and composed characters, to be searched, and where each character comes from. Pure."""

import re
import unicodedata
from collections.abc import Iterator

# Hangul vowels and final consonants that macOS writes by themselves: they belong to the consonant before them.
_JAMO = re.compile("[\u1160-\u11ff]")


class PlainText:
    """`text` is the text in NFC, with one space for any white space."""

    def __init__(self, text: str) -> None:
        pieces: list[str] = []
        self._origins: list[tuple[int, int]] = []
        for start, end in _characters(text):
            piece = unicodedata.normalize("NFC", text[start:end])
            if piece.isspace():
                if pieces and pieces[-1] == " ":
                    self._origins[-1] = (self._origins[-1][0], end)
                    continue
                piece = " "
            pieces += piece
            self._origins += [(start, end)] * len(piece)
        self.text = "".join(pieces)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return the place of `text[start:end]`, which is not empty, in the text as it was."""
        return self._origins[start][0], self._origins[end - 1][1]


def _characters(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each character begins and ends together with the marks that belong to it."""
    start = 0
    for at in range(1, len(text)):
        belongs = unicodedata.combining(text[at]) or _JAMO.match(text[at])
        if not belongs or text[at - 1].isspace():
            yield start, at
            start = at
    if text:
        yield start, len(text)
