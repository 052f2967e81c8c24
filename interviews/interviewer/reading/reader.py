"""Reads an answer sentence by sentence, and says what it is as a whole."""

import re

from . import account
from .clauses import Clause, clauses
from .kinds import Manner, Part, Reading
from .plain import sentences, weight

# What an answer must weigh, in Latin letters, to say something: least if it tells what was done, and more if it also
# asks to skip, knows no example and the like, because that is what the interviewer has to react to. A question beside
# the answer takes nothing from it.
_TOLD, _SAID = 16, 35
_TOLD_BESIDE, _SAID_BESIDE = 25, 100
# The first of these that an answer shows is its manner, unless it says enough.
_ORDER = (
    Manner.SKIPS,
    Manner.WANTS_REPHRASING,
    Manner.OFF_TOPIC,
    Manner.ASKS_BACK,
    Manner.NO_EXAMPLE,
    Manner.ABUSE,
)
_TOLD_PARTS = {Part.CASE, Part.OWN}
_SUPPOSING = re.compile(
    r"\bwould you\b|\bif you\b|\bimagine\b|\bsuppose\b|하시겠|하실|라면|가정|만약|만일", re.IGNORECASE
)
_WORD = re.compile(r"[a-z]{4,}|[가-힣]{2,}")


def read(answer: str, topic: str = "", question: str = "") -> Reading:
    """Return the manner and the parts of an answer to `question`, which is about `topic`."""
    about = frozenset(_WORD.findall(topic.casefold()))
    taken_apart = [clauses(sentence, about) for sentence in sentences(answer)]
    parts = account.parts([said for sentence in taken_apart if (said := _said(sentence))])
    asked = account.asked_for(question)
    every = [clause for sentence in taken_apart for clause in sentence]
    manners = _manners(every, told=bool(parts & _TOLD_PARTS or asked))
    # Nobody needs an example for a question about the one that was told, or for one that asks to imagine it.
    example = set() if asked or _SUPPOSING.search(question) else {Manner.NO_EXAMPLE}
    beside = manners & {Manner.SKIPS, Manner.OFF_TOPIC, Manner.ABUSE, *example}
    told = bool(parts & _TOLD_PARTS) or (bool(asked) and manners <= {Manner.NO_EXAMPLE})
    if _weight(every) >= _least(told, bool(beside)):
        return Reading(Manner.ANSWERS, parts | asked)
    return Reading(next((manner for manner in _ORDER if manner in manners), Manner.THIN))


def _said(sentence: list[Clause]) -> str:
    return ", ".join(clause.text for clause in sentence if not clause.manner and clause.words)


def _manners(every: list[Clause], told: bool) -> set[Manner]:
    """Return what the clauses do instead of saying something. To deny all problems is not to tell of one."""
    manners = {clause.manner for clause in every if clause.manner}
    rest = [clause for clause in every if not clause.denies]
    if len(rest) < len(every) and not told and _weight(rest) < _SAID:
        manners.add(Manner.NO_EXAMPLE)
    return manners


def _weight(every: list[Clause]) -> float:
    return sum(weight(clause.words) for clause in every)


def _least(told: bool, beside: bool) -> int:
    if beside:
        return _TOLD_BESIDE if told else _SAID_BESIDE
    return _TOLD if told else _SAID
