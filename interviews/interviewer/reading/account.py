"""Finds the parts of a case in what an answer says."""

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile
from types import ModuleType
from typing import NamedTuple

from . import deeds, english_parts, korean_parts
from .deeds import Deeds, Doer
from .kinds import Part
from .plain import is_korean
from .table import compiled

_QUOTATION = re.compile("“[^”]{0,200}”|‘[^’]{0,200}’")
_ACTING = {Doer.SPEAKER, Doer.TOGETHER}


class _Patterns(NamedTuple):
    """A language's patterns: of parts in an answer, of parts that a question asks for, of obstacles denied."""

    parts: dict[Part, re.Pattern[str]]
    asked: dict[Part, re.Pattern[str]]
    smooth: re.Pattern[str]


def _patterns(source: ModuleType, before: str) -> _Patterns:
    def by_part(table: dict[str, str]) -> dict[Part, re.Pattern[str]]:
        return {Part(name): compiled(lines, source.WORDS, before) for name, lines in table.items()}

    return _Patterns(by_part(source.PARTS), by_part(source.ASKED), compiled(source.SMOOTH, source.WORDS, before))


_ENGLISH, _KOREAN = _patterns(english_parts, r"\b"), _patterns(korean_parts, "")


def asked_for(question: str) -> frozenset[Part]:
    """Return the parts that a question asks for in so many words. Whatever answers it is such a part."""
    text = _QUOTATION.sub(" ", question).replace("’", "'").casefold().strip()
    asked = (_KOREAN if is_korean(text) else _ENGLISH).asked
    return frozenset(part for part, pattern in asked.items() if pattern.search(text))


def parts(sentences: Sequence[str]) -> frozenset[Part]:
    """Return the parts that these sentences contain."""
    past = any(map(deeds.in_the_past, sentences))
    told = [deeds.read(sentence, past) for sentence in sentences]
    found = {part for sentence, deed in zip(sentences, told, strict=True) for part in _parts(sentence, deed, past)}
    return frozenset(found.union(_by_order(sentences, told)))


def _parts(sentence: str, told: Deeds, past: bool) -> Iterator[Part]:
    if Doer.SPEAKER in told.doers:
        yield Part.OWN
    if not told.usual and set(told.doers) - {Doer.NOBODY}:
        yield Part.CASE
    patterns = _KOREAN if is_korean(sentence) else _ENGLISH
    smooth = patterns.smooth.sub(" ", sentence)
    for part, pattern in patterns.parts.items():
        if _counts(part, told.usual, past) and pattern.search(smooth if part is Part.OBSTACLE else sentence):
            yield part


def _counts(part: Part, usual: bool, past: bool) -> bool:
    """Tell whether a part belongs to a case. What is usual or only imagined has neither situation nor obstacle."""
    match part:
        case Part.WHY:
            return True
        case Part.RESULT:
            return past
    return past and not usual


def _by_order(sentences: Sequence[str], told: Sequence[Deeds]) -> Iterator[Part]:
    """Yield what the order of a case tells: what happened before the speaker or the team acted, and after it."""
    for place, deed in enumerate(told):
        if _ACTING & set(deed.doers):
            doers = [doer for later in told[place:] for doer in later.doers]
            if doers[0] not in _ACTING or any(map(deeds.in_the_past, sentences[:place])):
                yield Part.SITUATION
            if set(dropwhile(lambda doer: doer not in _ACTING, doers)) - _ACTING:
                yield Part.RESULT
            return
