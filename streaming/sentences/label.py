"""Tells the number or letter of a list from a word that ends a sentence. Pure."""

import re
from string import ascii_lowercase, ascii_uppercase

from . import words
from .boundary import CLOSER_CHARS, Stop
from .script import composed, decomposed

LABEL_CHARS = 60

_DECOMPOSED = "|".join(map(decomposed, words.LABELS_KO))
_NUMBERED = "|".join((*words.NUMBERED_KO, *map(decomposed, words.NUMBERED_KO)))
_LABEL = re.compile(
    f"[\\W_]*(?:(?:step|question|part|phase|chapter|section|case|option|{_NUMBERED})\\s?)?"
    "(?:\\d{1,3}|Q\\d{0,2}|[A-Za-z]|[ivxIVX]{1,4}"
    f"|[{words.LABELS_KO}{words.LABELS_JAMO}]|{_DECOMPOSED})[.．):\\]*_~`\\s]*",
    re.IGNORECASE,
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_SERIES = (
    words.LABELS_KO,
    words.LABELS_JAMO,
    ascii_lowercase,
    ascii_uppercase,
    _ROMAN,
    [label.upper() for label in _ROMAN],
    [str(number) for number in range(1, 100)],
)
_INTRODUCTION = re.compile(
    r"(?:[:：]|(?:^|\s)(?:중|중에|중에서|가운데|보기|보기는|선택지는|항목은|순서는|순서가|단계는|과정은|절차는|차례는|이유는|근거는|원칙은|기준은|between|among|either|options|choices))\s*$"
)


def _predecessors() -> dict[str, list[str]]:
    """Return the labels that each label may follow; an empty string if it may be the first."""
    found: dict[str, list[str]] = {}
    for series in _SERIES:
        for before, label in zip(("", *series), series, strict=False):
            found.setdefault(label, []).append(before)
    return found


_PREDECESSORS = _predecessors()


def is_label(text: str) -> bool:
    """Return whether this is only the number or letter of a list, which is never a sentence."""
    return len(text) < LABEL_CHARS and _LABEL.fullmatch(text) is not None


def is_next_label(stop: Stop, word: str) -> bool:
    """Return whether the word is the next label of a list within the line, or the first after its introduction."""
    predecessors = _PREDECESSORS.get(word)
    if predecessors is None or stop.run != ".":
        return False
    before = composed(stop.text[stop.start : stop.at]).rstrip(CLOSER_CHARS).removesuffix(word)
    if "" in predecessors and _INTRODUCTION.search(before):
        return True
    return any(label and re.search(rf"(?:^|[\s:：]){label}[.)]\s", before) for label in predecessors)
