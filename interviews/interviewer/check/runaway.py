"""Whether a text has got out of hand: too long, too many questions, going round in circles."""

import re

from .asking import QUESTION_MARK

# A question is one or two short sentences; a banked one, with its thanks, is well below this, too.
MAX_CHARS = 800
MAX_SENTENCE_CHARS = 400
MAX_SENTENCES = 5
MAX_QUESTIONS = 3

# A phrase of so many words at most is looked for, so often in a row.
_LONGEST_PHRASE = 6
_REPEATS = 3
_REPEATS_OF_ONE_WORD = 4
# Letters; a short sentence may come twice: 네. 네.
_WORTH_COMPARING = 10
# No word is so long, unless it stammers.
_LONG_WORD_CHARS = 24
_STAMMER = re.compile(r"(\S{1,8}?)\1{4,}")
# Not inside a date: 2020. 1. 1.
_ITEM = re.compile(r"(?:^|(?<=[^\d][.?!]))\s*(?:\d{1,2}[.)]|[-*•])\s", re.MULTILINE)


def circles(clause: str) -> str:
    """What goes round in circles in it, in words for operators; "" where nothing does."""
    words = clause.casefold().split()
    if any(len(word) >= _LONG_WORD_CHARS and _STAMMER.search(word) for word in words):
        return "the same letters over and over"
    if any(_runs_on(words, length) for length in range(1, _LONGEST_PHRASE + 1)):
        return "the same words over and over"
    return ""


def _runs_on(words: list[str], length: int) -> bool:
    """Whether a phrase of `length` words is repeated at once, again and again."""
    enough = length * ((_REPEATS_OF_ONE_WORD if length == 1 else _REPEATS) - 1)
    run = 0
    for word, before in zip(words[length:], words, strict=False):
        run = run + 1 if word == before else 0
        if run >= enough:
            return True
    return False


def sprawls(clause: str, chars: int) -> str:
    """Why a text of so many characters may not go on, in words for operators; "" where it may."""
    if chars >= MAX_CHARS:
        return f"more than {MAX_CHARS} characters"
    if len(clause) >= MAX_SENTENCE_CHARS:
        return f"{MAX_SENTENCE_CHARS} characters without an end"
    return circles(clause)


def asks_too_much(text: str) -> str:
    """What makes it more than one question, in words for operators; "" where nothing does."""
    if (questions := len(QUESTION_MARK.findall(text))) > MAX_QUESTIONS:
        return f"{questions} question marks"
    return "a list" if len(_ITEM.findall(text)) > 1 else ""


def too_many(sentences: list[str]) -> str:
    """Whether the newest sentence is one too many, in words for operators; "" where it is not."""
    if len(sentences) > MAX_SENTENCES:
        return f"more than {MAX_SENTENCES} sentences"
    *earlier, newest = map(_letters, sentences)
    return "a sentence twice" if len(newest) >= _WORTH_COMPARING and newest in earlier else ""


def _letters(sentence: str) -> str:
    return "".join(filter(str.isalnum, sentence.casefold()))
