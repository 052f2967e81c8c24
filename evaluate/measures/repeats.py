"""Finds questions that were asked before, word for word or nearly."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from .words import content_words

# Shares of common letters, and of common content words, from which two questions are nearly the same.
NEAR_LETTERS, NEAR_WORDS = 0.85, 0.8
_FEWEST_WORDS = 3
_WORD = re.compile(r"\w+")


def exact_repeat(text: str, earlier: Sequence[str]) -> bool:
    """Return whether a question was asked before, in the same letters and digits."""
    return _letters(text) in {_letters(other) for other in earlier}


def near_repeat(text: str, earlier: Sequence[str], language: str) -> bool:
    """Return whether a question is nearly one of the earlier ones, but none of them exactly."""
    return not exact_repeat(text, earlier) and any(_alike(text, other, language) for other in earlier)


def _alike(one: str, other: str, language: str) -> bool:
    if SequenceMatcher(None, _letters(one), _letters(other), autojunk=False).ratio() >= NEAR_LETTERS:
        return True
    ours, theirs = content_words(one, language), content_words(other, language)
    if min(len(ours), len(theirs)) < _FEWEST_WORDS:
        return False
    return len(ours & theirs) >= NEAR_WORDS * len(ours | theirs)


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))
