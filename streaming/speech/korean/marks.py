"""Marks that say of a written word what its letters do not: where a compound is joined, and what happens there.

A marked word is written with one of these before the syllable that changes:

    '  its consonant is tense           갈'등 [갈뜽]   articles 24 and 26 to 28
    +  ㄴ is inserted                   꽃+잎 [꼰닙]   articles 29 and 30
    |  another word begins              겉|옷 [거돋]   article 15
    -  ㄹ is ㄴ                         의견-란 [의견난]   article 20, exception

"^" before a word: it is meant only at the beginning of a word.
"""

import re
from collections.abc import Iterable

from .finals import sound
from .neighbours import TENSE
from .syllable import Syllable

Marks = dict[int, str]  # the place of a syllable, and the mark before it

_MARK = re.compile(r"['+|-]")


class MarkedWords:
    """A list of marked words that finds its own in other words."""

    def __init__(self, words: Iterable[str]) -> None:
        self._marks: dict[str, Marks] = {}
        anywhere: list[str] = []
        for word in words:
            plain = _MARK.sub("", word.removeprefix("^"))
            self._marks[plain] = _marks(word.removeprefix("^"))
            if not word.startswith("^"):
                anywhere.append(plain)
        self._pattern = re.compile(f"^(?:{_longest_first(self._marks)})|{_longest_first(anywhere)}")

    def find(self, word: str) -> Marks:
        """Return the marks of the listed words in `word`, the longest at each place."""
        found: Marks = {}
        for match in self._pattern.finditer(word):
            found.update((match.start() + place, mark) for place, mark in self._marks[match[0]].items())
        return found


def applied(syllables: list[Syllable], marks: Marks) -> list[Syllable]:
    """Return the syllables with what their marks say. No mark may stand before the first."""
    changed = list(syllables)
    for place, mark in marks.items():
        before, here = changed[place - 1], changed[place]
        changed[place] = here._replace(onset=_ONSET[mark](before, here))
        if mark == "|" and changed[place] != here:
            changed[place - 1] = before._replace(coda="")
    return changed


def _tense(_before: Syllable, here: Syllable) -> str:
    return TENSE.get(here.onset, here.onset)


def _inserted(before: Syllable, here: Syllable) -> str:
    """Article 29, note 1: what is inserted after ㄹ is ㄹ: 솔잎 [솔립]."""
    return {"ㄹ": "ㄹ"}.get(before.coda, "ㄴ") if here.onset == "ㅇ" else here.onset


def _joined(before: Syllable, here: Syllable) -> str:
    moves = before.coda not in ("", "ㅇ") and here.onset == "ㅇ"
    return sound(before.coda) if moves else here.onset


def _unassimilated(_before: Syllable, here: Syllable) -> str:
    return "ㄴ" if here.onset == "ㄹ" else here.onset


_ONSET = {"'": _tense, "+": _inserted, "|": _joined, "-": _unassimilated}


def _marks(word: str) -> Marks:
    return {match.start() - count: match[0] for count, match in enumerate(_MARK.finditer(word))}


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True)) or "(?!)"
