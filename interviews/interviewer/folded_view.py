"""A text as a tokenizer reads it that folds compatibility forms (NFKC), and where each of its characters comes from."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

# What no folding changes; Hangul jamo, which folding composes; and anything else, by itself.
_PIECE = re.compile("([\0-\x7f가-힣]+)|[\u1100-\u11ff\u3131-\u318e\uffa0-\uffdc]+|.", re.DOTALL)


class FoldedView:
    """`folded` is the folded text. It is searched, and the text itself is changed at the places that were found.

    A character that is folded into several, or jamo that are folded into syllables, are changed as one.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self.folded: str = text
        self._origins: Sequence[int] = range(len(text))
        if not text.isascii():
            self.folded, self._origins = _fold(text)

    def with_replaced(self, replacements: Mapping[int, str]) -> str:
        """Return the text with other characters in place of those that are folded to these places."""
        characters = list(self._text)
        for place, replacement in replacements.items():
            characters[self._origins[place]] = replacement
        return "".join(characters)

    def without(self, spans: Iterable[tuple[int, int]]) -> str:
        """Return the text without the characters that are folded to these spans."""
        characters = list(self._text)
        for start, end in spans:
            for place in range(start, end):
                characters[self._origins[place]] = ""
        return "".join(characters)


def _fold(text: str) -> tuple[str, list[int]]:
    folded: list[str] = []
    origins: list[int] = []
    for piece in _PIECE.finditer(text):
        start, end = piece.span()
        if piece[1]:
            folded.append(piece[0])
            origins.extend(range(start, end))
        else:
            folded.append(unicodedata.normalize("NFKC", piece[0]))
            origins.extend([start] * len(folded[-1]))
    return "".join(folded), origins
