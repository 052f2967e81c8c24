"""Finds questions that were asked before, word for word or nearly."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

# Shares of common letters, and of common words, from which two questions are nearly the same.
NEAR_LETTERS, NEAR_WORDS = 0.85, 0.8
# So many words in a row are the same sentence again, whatever comes before them.
SAME_WORDS = {"en": 8, "ko": 5}
_WORD = re.compile(r"\w+")


def exact_repeat(text: str, earlier: Sequence[str]) -> bool:
    """Return whether a question was asked before, in the same letters and digits."""
    return _letters(text) in {_letters(other) for other in earlier}


def near_repeat(text: str, earlier: Sequence[str]) -> bool:
    """Return whether a question is nearly one of the earlier ones, but none of them exactly."""
    return not exact_repeat(text, earlier) and any(_alike(text, other) for other in earlier)


def same_end(text: str, earlier: Sequence[str], language: str) -> bool:
    """Return whether a question shares a long run of words with an earlier one."""
    words = _WORD.findall(text.casefold())
    matches = (SequenceMatcher(None, words, _WORD.findall(other.casefold()), autojunk=False) for other in earlier)
    return any(match.find_longest_match().size >= SAME_WORDS[language] for match in matches)


def _alike(one: str, other: str) -> bool:
    if SequenceMatcher(None, _letters(one), _letters(other), autojunk=False).ratio() >= NEAR_LETTERS:
        return True
    ours, theirs = _words(one), _words(other)
    return len(ours & theirs) >= NEAR_WORDS * len(ours | theirs)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))
