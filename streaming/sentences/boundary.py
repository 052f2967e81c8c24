"""Says what a mark is, what may be ruled about it, and which word is before it. Pure."""

import re
from enum import Enum, auto
from typing import NamedTuple

from . import words
from .script import NEWLINES, composed, is_hangul, is_part_of_one


class Boundary(Enum):
    """Whether a piece of text ends at a mark."""

    NONE = auto()  # it goes on
    HARD = auto()  # it ends here
    CLAUSE = auto()  # a clause ends here, and its sentence goes on
    SOFT = auto()  # it ends here unless the next word says otherwise; a deadline may release it
    UNKNOWN = auto()  # the next characters decide; nothing may be released before they come


class Stop(NamedTuple):
    """A run of marks in `text[at:end]`, including its closing quotes, in a piece that begins at `start`.

    `ended`: nothing follows the text. `quoted`: the run is inside quotation marks that end with it.
    """

    text: str
    start: int
    at: int
    end: int
    ended: bool
    quoted: bool = False

    @property
    def run(self) -> str:
        return self.text[self.at : self.end]


class Ruling(NamedTuple):
    """`end` is the index at which the sentence ends, or from which to look further."""

    boundary: Boundary
    end: int


# Every look ahead and behind is bounded, so that no text takes quadratic time.
RUN = re.compile(r"[.!?…。！？｡．‼⁇⁈⁉]{1,16}")
CLOSER_CHARS = "\"'”’»)]}）」』】》〉*_~`"
CLOSERS = re.compile(f"[{re.escape(CLOSER_CHARS)}]{{0,16}}")
CLOSING_BRACKETS = ")]}）］"
WORD_WINDOW = 200

_OPENERS = re.compile("[(\\[{<\"'“‘「『（,，、]")
_BRACKETS = "([{"
_PAIRED = frozenset(")]}")
_GAP = 2


def word_before(text: str, start: int, at: int) -> str:
    """Return the word that ends at `at`, without the marks that enclose or emphasize it.

    Empty brackets are not part of the name before them: "then()" is "then". Alone they are a word.
    """
    whole = text[max(start, at - WORD_WINDOW) : at]
    window = whole.rstrip(CLOSER_CHARS)
    if window and window[-1] in _BRACKETS and whole[len(window) : len(window) + 1] in _PAIRED:
        named = window.rstrip(_BRACKETS + CLOSER_CHARS)
        if not named or named[-1].isspace():
            return "()"
        window = named
    if not window or window[-1].isspace():
        return ""
    word = window.rsplit(None, 1)[-1]
    return composed(_OPENERS.split(word)[-1].lstrip(CLOSER_CHARS))


def spaced_word(stop: Stop) -> str:
    """Return the word before a mark that stands alone between spaces, as in "Hello . How"; else an empty string."""
    text, at = stop.text, stop.at
    while at > max(stop.start, stop.at - _GAP) and text[at - 1].isspace() and text[at - 1] not in NEWLINES:
        at -= 1
    before = text[at - 1]
    if at in (stop.at, stop.start) or not (before.isalnum() or before in CLOSER_CHARS or is_part_of_one(before)):
        return ""
    after = text[stop.end : stop.end + 1]
    return word_before(text, stop.start, at) if not after or after.isspace() or is_hangul(after) else ""


def ends_korean(word: str, run: str) -> bool:
    """Return whether a Korean word before these marks has the ending of a sentence."""
    endings = words.ENDINGS if run[0] == "." and run[:2] != ".." else words.ENDINGS_BEFORE_ELLIPSIS
    return len(word) > 1 and word[-1] in endings and is_hangul(word[-2])
