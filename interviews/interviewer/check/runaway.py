"""Finds texts that got out of hand: too long, too many questions, the same words over and over.

The functions return what is wrong, in words for operators, or "".
"""

import re

from .asking import QUESTION_MARK

# A question is one or two short sentences. The bank's, with their thanks, are also well below this.
MAX_CHARS = 800
MAX_SENTENCE_CHARS = 400
MAX_SENTENCES = 5
MAX_QUESTIONS = 3

# The longest phrase, in words, whose repetition is looked for, and how often it must come in a row.
_LONGEST_PHRASE = 6
_REPEATS = 3
_REPEATS_OF_ONE_WORD = 4
# In letters. A shorter sentence may come twice: 네. 네.
_WORTH_COMPARING = 10
# Only a word that stammers is this long.
_LONG_WORD_CHARS = 24
_STAMMER = re.compile(r"(\S{1,8}?)\1{4,}")
# The beginning of an item of a list, but not inside a date: 2020. 1. 1.
_MARK_OF_ITEM = re.compile(r"[\d*•-]")
_ITEM = re.compile(r"(?:^|(?<=[^\d][.?!]))\s*(?:\d{1,2}[.)]|[-*•])\s", re.MULTILINE)


def circles(clause: str) -> str:
    """Look for letters or words that a clause has repeated over and over at its end. Each of its ends is looked at."""
    words = clause.casefold().split()
    if words and len(words[-1]) >= _LONG_WORD_CHARS and _STAMMER.search(words[-1]):
        return "the same letters over and over"
    if any(_runs_on(words, length) for length in range(1, _LONGEST_PHRASE + 1)):
        return "the same words over and over"
    return ""


def _runs_on(words: list[str], length: int) -> bool:
    """Return whether the last `length` words have come again and again, with nothing between."""
    if length >= len(words) or words[-1] != words[-1 - length]:
        return False
    enough = length * ((_REPEATS_OF_ONE_WORD if length == 1 else _REPEATS) - 1)
    return len(words) >= enough + length and words[-enough:] == words[-enough - length : -length]


def sprawls(clause: str, chars: int) -> str:
    """Say why a text of `chars` characters, which ends with `clause`, must not go on."""
    if chars >= MAX_CHARS:
        return f"more than {MAX_CHARS} characters"
    if len(clause) >= MAX_SENTENCE_CHARS:
        return f"{MAX_SENTENCE_CHARS} characters without an end"
    return circles(clause)


def asks_too_much(text: str) -> str:
    """Say what makes a text more than one question."""
    if (questions := len(QUESTION_MARK.findall(text))) > MAX_QUESTIONS:
        return f"{questions} question marks"
    return "a list" if _MARK_OF_ITEM.search(text) and len(_ITEM.findall(text)) > 1 else ""


def too_many(sentences: list[str]) -> str:
    """Say why the last of `sentences` is one too many."""
    if len(sentences) > MAX_SENTENCES:
        return f"more than {MAX_SENTENCES} sentences"
    *earlier, newest = map(_letters, sentences)
    return "a sentence twice" if len(newest) >= _WORTH_COMPARING and newest in earlier else ""


def _letters(sentence: str) -> str:
    return "".join(filter(str.isalnum, sentence.casefold()))
