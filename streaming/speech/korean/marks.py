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

from .finals import final, sound
from .neighbours import TENSE
from .syllable import Syllable

Marks = dict[int, str]  # the place of a syllable in its word, and the mark before it

_MARK = re.compile(r"['+|-]")


class MarkedWords:
    """A list of marked words that finds its own in any text."""

    def __init__(self, words: Iterable[str]) -> None:
        self._marks: dict[str, Marks] = {}
        anywhere: list[str] = []
        beginnings: list[str] = []
        for word in words:
            plain = _MARK.sub("", word)
            (beginnings if plain.startswith("^") else anywhere).append(plain.strip("^"))
            self._marks[plain.strip("^")] = _marks(word.strip("^"))
        self._pattern = re.compile(f"^(?:{_either(beginnings)})|{_either(anywhere)}")

    def find(self, word: str) -> Marks:
        """Return the marks of the listed words in `word`, the longest at each place."""
        found: Marks = {}
        for match in self._pattern.finditer(word):
            found.update((match.start() + place, mark) for place, mark in self._marks[match[0]].items())
        return found


def applied(syllables: list[Syllable], marks: Marks) -> list[Syllable]:
    """Return the syllables with what their marks say."""
    changed = list(syllables)
    for place, mark in marks.items():
        before = changed[place - 1] if place else None
        changed[place] = _changed(changed[place], mark, before)
        if mark == "|" and before and changed[place].onset != "ㅇ":
            changed[place - 1] = before._replace(coda="")
        elif mark in "'+-" and before and changed[place] != syllables[place]:
            changed[place - 1] = final(before)
    return changed


def _changed(syllable: Syllable, mark: str, before: Syllable | None) -> Syllable:
    if mark == "'":
        return syllable._replace(onset=TENSE.get(syllable.onset, syllable.onset))
    if mark == "+" and syllable.onset == "ㅇ":
        return syllable._replace(onset="ㄴ")
    if mark == "-" and syllable.onset == "ㄹ":
        return syllable._replace(onset="ㄴ")
    if mark == "|" and before and before.coda not in ("", "ㅇ") and syllable.onset == "ㅇ":
        return syllable._replace(onset=sound(before.coda))
    return syllable


def _marks(word: str) -> Marks:
    places: Marks = {}
    for count, match in enumerate(_MARK.finditer(word)):
        places[match.start() - count] = match[0]
    return places


def _either(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True)) or "(?!)"
