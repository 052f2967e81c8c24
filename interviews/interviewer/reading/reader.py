"""Reads one answer with the tables of its language, sentence by sentence."""

import re
from collections.abc import Iterator
from types import ModuleType

from interviews.interviewer.fence import spoken

from . import english, korean
from .kinds import Manner, Part, Reading
from .table import compiled

_END = re.compile(r"(?<=[.!?…。])\s+|\n+")
_WORD = re.compile(r"\w+(?:['.&+-]\w+)*")
_HANGUL = re.compile("[가-힣]")
_LATIN = re.compile("[a-z]")
# A Hangul syllable says about as much as this many Latin letters.
_SYLLABLE_WEIGHS = 2.5
# What is left of an answer says something from this many Latin letters on.
_ENOUGH = 25
# The first that an answer shows is its manner.
_ORDER = (
    Manner.SKIPS,
    Manner.WANTS_REPHRASING,
    Manner.ASKS_BACK,
    Manner.NO_EXAMPLE,
    Manner.OFF_TOPIC,
    Manner.ABUSE,
)


class _Tables:
    def __init__(self, source: ModuleType, before: str) -> None:
        self.manners = {Manner(name): compiled(lines, source.WORDS, before) for name, lines in source.MANNERS.items()}
        self.parts = {Part(name): compiled(lines, source.WORDS, before) for name, lines in source.PARTS.items()}


_ENGLISH = _Tables(english, r"\b")
_KOREAN = _Tables(korean, "")


def read(answer: str, topic: str = "", question: str = "") -> Reading:
    """Return the manner and the parts of an answer to `question`, which is about `topic`."""
    manners: set[Manner] = set()
    parts: set[Part] = set()
    said = 0.0
    for sentence in _sentences(answer):
        tables = _tables(sentence)
        shown = {manner for manner, pattern in tables.manners.items() if pattern.search(sentence)}
        manners |= shown
        if not shown:
            said += _weight(sentence)
            parts |= {part for part, pattern in tables.parts.items() if pattern.search(sentence)}
    if said >= _ENOUGH:
        return Reading(Manner.ANSWERS, frozenset(parts))
    return Reading(next((manner for manner in _ORDER if manner in manners), Manner.THIN))


def _sentences(answer: str) -> Iterator[str]:
    text = spoken(answer).casefold().replace("’", "'")
    for sentence in _END.split(text):
        if _WORD.search(sentence):
            yield " ".join(sentence.split())


def _tables(sentence: str) -> _Tables:
    hangul, latin = len(_HANGUL.findall(sentence)), len(_LATIN.findall(sentence))
    return _KOREAN if hangul * _SYLLABLE_WEIGHS >= latin else _ENGLISH


def _weight(sentence: str) -> float:
    return len(_HANGUL.findall(sentence)) * _SYLLABLE_WEIGHS + len(_LATIN.findall(sentence))
