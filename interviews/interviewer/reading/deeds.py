"""Finds out who did what in a sentence: the speaker in person, others, or all together."""

import re
from enum import Enum, auto
from types import ModuleType
from typing import NamedTuple

from . import english_parts, korean_parts
from .plain import is_korean
from .table import compiled


class Doer(Enum):
    """Who did something. NOBODY stands for what happens by itself."""

    SPEAKER = auto()
    TOGETHER = auto()
    OTHERS = auto()
    NOBODY = auto()


class Deeds(NamedTuple):
    """What a sentence tells: who did something, in order, and whether that is usual or imagined rather than a case."""

    doers: list[Doer]
    usual: bool


def _patterns(source: ModuleType, names: str, before: str) -> dict[str, re.Pattern[str]]:
    return {name: compiled(getattr(source, name), source.WORDS, before) for name in names.split()}


_EN = _patterns(english_parts, "USUAL OFTEN OWN OWN_IF_PAST TOGETHER OTHERS NEXT PAST", r"\b")
_KO = _patterns(korean_parts, "USUAL OFTEN SPEAKER TOGETHER OTHERS TURN DEED STATE MIND OWN CASE PAST", "")
_NOT = {"안", "못"}
_SUBJECT = re.compile(r"[가-힣a-z0-9][이가]$")


def in_the_past(sentence: str) -> bool:
    """Tell whether a sentence speaks of the past."""
    return bool((_KO if is_korean(sentence) else _EN)["PAST"].search(sentence))


def read(sentence: str, past: bool) -> Deeds:
    """Return what a sentence tells. `past` says that the answer speaks of the past: so does its "I put", then."""
    korean = is_korean(sentence)
    doers = _korean(sentence) if korean else _english(sentence, past)
    patterns = _KO if korean else _EN
    often = bool(patterns["OFTEN"].search(sentence)) and not patterns["PAST"].search(sentence)
    return Deeds(doers, often or bool(patterns["USUAL"].search(sentence)))


def _english(sentence: str, past: bool) -> list[Doer]:
    found = [
        (match.start(), doer)
        for name, doer in (
            ("OWN", Doer.SPEAKER),
            ("OWN_IF_PAST" if past else "OWN", Doer.SPEAKER),
            ("TOGETHER", Doer.TOGETHER),
            ("OTHERS", Doer.OTHERS),
            ("NEXT", Doer.NOBODY),
        )
        for match in _EN[name].finditer(sentence)
    ]
    return [doer for _, doer in sorted(found, key=lambda deed: deed[0])]


def _korean(sentence: str) -> list[Doer]:
    """Return the doers. Korean drops a subject that is the speaker, or the one named before."""
    together = {place for match in _KO["TOGETHER"].finditer(sentence) for place in range(*match.span())}
    doers, doer, position, before, negated = [], Doer.SPEAKER, 0, "", False
    for word in sentence.split(" "):
        bare = word.strip(",.!?…~()")
        if _KO["SPEAKER"].match(bare):
            doer = Doer.SPEAKER
        elif position in together:
            doer = Doer.TOGETHER
        elif _KO["OTHERS"].match(bare):
            doer = Doer.OTHERS
        elif not negated and (deed := _deed(bare, before, doer)):
            doers.append(deed)
        elif doer is Doer.OTHERS and _KO["TURN"].search(bare):
            doer = Doer.SPEAKER
        position += len(word) + 1
        negated = bare in _NOT or (before in _NOT and not _KO["DEED"].match(bare))
        before = bare
    if _KO["OWN"].search(sentence):
        doers.insert(0, Doer.SPEAKER)
    elif _KO["CASE"].search(sentence):
        doers.append(Doer.OTHERS)
    return doers


def _deed(word: str, before: str, doer: Doer) -> Doer | None:
    if not _KO["DEED"].match(word) or _KO["MIND"].search(word):
        return None
    if _KO["STATE"].search(word) or (doer is Doer.SPEAKER and _SUBJECT.search(before)):
        return Doer.NOBODY
    return doer
