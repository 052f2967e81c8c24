"""Finds questions that were asked before, word for word or nearly."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

# Shares of common letters, and of common words, from which two questions are nearly the same.
NEAR_LETTERS, NEAR_WORDS = 0.85, 0.8
# So many words in a row are the same sentence again, whatever comes before them.
SAME_WORDS = {"en": 8, "ko": 5}
_WORD = re.compile(r"\w+")
# How any question for a case begins in English, and ends in Korean.
_FOR_A_CASE = re.compile(
    r"^.{0,80}?\b(?:time|situation|case|example|occasion|instance)\b(?: \w+){0,3}? (?:when|where|in which|that) you\b"
    r"|(?:직접 )?(?:겪으신|하신|하셨던|겪으셨던|있었던) (?:일|경험|사례|경우)\S*(?: \S+)? "
    r"(?:말씀|설명|이야기|들려|알려).*$",
    re.IGNORECASE,
)
_A_FURTHER_CASE = re.compile(
    r"\b(?:another|second|different|other)\b|(?<![가-힣])(?:또|다른|두 번째)(?= )(?! 방법)", re.IGNORECASE
)


def exact_repeat(text: str, earlier: Sequence[str]) -> bool:
    """Return whether a question was asked before, in the same letters and digits."""
    return _letters(text) in {_letters(other) for other in earlier}


def near_repeat(text: str, earlier: Sequence[str]) -> bool:
    """Return whether a question is nearly one of the earlier ones, but none of them exactly."""
    return not exact_repeat(text, earlier) and any(_alike(text, other) for other in earlier)


def further_case(text: str) -> bool:
    """Return whether a question says that it asks for one more case, which may be in the words of the first."""
    return _A_FURTHER_CASE.search(text) is not None


def about_the_case(text: str) -> str:
    """Return a question without the words that any question for a case has."""
    return _FOR_A_CASE.sub("", text)


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
