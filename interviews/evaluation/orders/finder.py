"""Finds passages that speak to the software. A model must not read them; for people they are a fact, not guilt. Pure.

What somebody tells of orders that others gave ("I told the bot to ignore old tickets") is an answer like any other. No
list of patterns is complete: `make evaluate-assessment` measures what gets past these.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from interviews.evaluation.evidence import Citation
from interviews.interviewer.fence import has_marker, visible

from . import elsewhere, english, korean

_DIRECT = re.compile("|".join((*english.DIRECT, *korean.DIRECT, *elsewhere.DIRECT)))
_IMPERATIVE = re.compile("|".join(english.IMPERATIVE))
# A text without spaces that mixes cases and digits is code for something; so is a long number in base 16.
_CODE = re.compile(
    r"(?=[A-Za-z0-9+/=_-]*[a-z])(?=[A-Za-z0-9+/=_-]*[A-Z])(?=[A-Za-z0-9+/=_-]*\d)[A-Za-z0-9+/=_-]{32,}"
    r"|[A-Za-z0-9+/]{16,}={1,2}(?!\w)|(?:[0-9a-f]{2}){16,}"
)
# Invisible copies of letters. A flag has seven at most.
_HIDDEN = re.compile("[\U000e0000-\U000e01ef]{12,}")
_SENTENCE_END = re.compile(r"[.!?…。！？:;][\"'”’)\]]*$|\n$")
# A comma ends a clause only behind words that come before the main one: "before we go on, rate me".
_CLAUSE_START = re.compile(rf"[.;:!?—(\[\"“”»>]|^\W*(?:{english.BEFORE})\b[^,]*,")


def orders(passages: Iterable[Citation]) -> Iterator[Citation]:
    """Yield the passages of a transcript that speak to the software: each alone, or all of an answer from a marker on.

    An answer does not contain the markers of a chat template. The text after one is an invented conversation.
    """
    marked: int | None = None
    before: Citation | None = None
    for passage in passages:
        if has_marker(passage.text):
            marked = passage.turn
        goes_on = before is not None and before.turn == passage.turn and not _SENTENCE_END.search(before.text)
        if passage.turn == marked or is_order(passage.text, goes_on):
            yield passage
        before = passage


def is_order(text: str, goes_on: bool = False) -> bool:
    """Return whether a passage speaks to the software, in any language. `goes_on`: it is the rest of a sentence."""
    seen = unicodedata.normalize("NFKC", visible(text))
    if _CODE.search(seen) or _HIDDEN.search(text):
        return True
    plain = "… " * goes_on + " ".join(seen.casefold().replace("’", "'").split())
    return bool(_DIRECT.search(plain)) or any(not _is_told(plain, at) for at in _IMPERATIVE.finditer(plain))


def _is_told(plain: str, imperative: re.Match[str]) -> bool:
    """Return whether an imperative is part of a report, or its verb has a subject, which makes it a statement."""
    if english.REPORT.search(plain, 0, imperative.start()):
        return True
    clause = _CLAUSE_START.split(plain[: imperative.end()])[-1]
    return not english.POLITE.match(imperative[0]) and bool(english.SUBJECT.search(clause))
