"""Decides whether a sentence ends with an abbreviation, an initial, a unit or a name that carries a mark. Pure."""

import re
from enum import Enum, auto

from . import words
from .boundary import Boundary, Stop
from .script import composed, decomposed, is_hangul


class Kind(Enum):
    """What a short word before a full stop may be; the next word decides all but NEVER."""

    NEVER = auto()  # a name or an example follows: Mr., e.g.
    NUMBER = auto()  # a number may follow: No. 5
    UNIT = auto()  # it measures the number before it: 5 ft.
    LETTER = auto()  # an initial or a grade: J., plan B.
    CLOCK = auto()  # a.m., p.m.
    OFTEN = auto()  # it often ends a sentence: etc., Fri.
    MAYBE = auto()  # it may: Inc., U.S.


_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]{1,2}")
_UNIT = re.compile(rf"\d[ -]?(?:{'|'.join(sorted(words.UNITS))})$")
_UNIT_WINDOW = 10
_NEXT_WORD = re.compile("[A-Za-zÀ-ÖØ-öø-ɏ\u0300-\u036f'’]{0,24}")
_NOUN_BEFORE = re.compile(r"([A-Za-z]+) [A-Za-z]$")
_NOUN_WINDOW = 16
# "On Mon." is no sentence.
_ONLY_WHEN = re.compile(r"(?:on|by|since|until|till|from|in|every|last|next|this) [a-z]{3,5}", re.IGNORECASE)
_SURNAME_WINDOW = 6
_PRODUCTS = tuple(decomposed(noun) for noun in words.PRODUCTS_KO)
_PRODUCT_WINDOW = 16


def kind_of(stop: Stop, word: str) -> Kind | None:
    """Return what kind of abbreviation the word before the stop may be; None if it is a plain word."""
    small = word.lower()
    if (small in words.UNITS or word[0].isdigit()) and _UNIT.search(
        stop.text, max(stop.start, stop.at - _UNIT_WINDOW), stop.at
    ):
        return Kind.UNIT
    if small in words.NEVER_LAST or (small in words.TITLES and word[0].isupper()):
        return Kind.NEVER
    if len(word) == 1 and word.isascii() and word.isalpha() and word != "I":
        return Kind.LETTER
    if small in words.CLOCK:
        return Kind.CLOCK
    if small in words.OFTEN_LAST or (small in words.DATES and word[0].isupper()):
        return Kind.OFTEN
    if small in words.MAY_BE_LAST or _DOTTED.fullmatch(word):
        return Kind.MAYBE
    return Kind.NUMBER if small in words.BEFORE_A_NUMBER else None


def after_abbreviation(stop: Stop, kind: Kind, at: int) -> Boundary:
    """Decide by the word that begins at `at`."""
    char = stop.text[at]
    if kind is Kind.NEVER:
        return Boundary.NONE
    if kind is Kind.NUMBER:
        return Boundary.NONE if char.isdigit() or char == "#" else Boundary.HARD
    if kind is Kind.LETTER and is_hangul(char):
        return _unless_surname(stop, at)
    if not char.isupper():
        return Boundary.NONE
    if kind is Kind.UNIT or (kind is Kind.LETTER and _is_lettered(stop)):
        return Boundary.HARD
    return _before_capital(stop, kind, at)


def _before_capital(stop: Stop, kind: Kind, at: int) -> Boundary:
    end = _word_end(stop.text, at)
    if end == len(stop.text) and not stop.ended:
        return Boundary.UNKNOWN
    found = composed(stop.text[at:end]).lower().replace("’", "'")
    if found in words.STARTERS or (kind is Kind.LETTER and found in words.RANKS):
        return Boundary.HARD
    if kind is Kind.CLOCK and found not in words.OF_A_TIME:
        return _unless_zone(stop, end)
    if kind is Kind.OFTEN and _ONLY_WHEN.fullmatch(stop.text, stop.start, stop.at):
        return Boundary.NONE
    if kind in (Kind.OFTEN, Kind.CLOCK):
        return Boundary.NONE if found in words.OF_A_TIME or found in words.PARTS_OF_A_DAY else Boundary.HARD
    return Boundary.NONE


def _word_end(text: str, at: int) -> int:
    found = _NEXT_WORD.match(text, at)
    return found.end() if found else at


def _is_lettered(stop: Stop) -> bool:
    """Return whether the word before the letter takes one: type A, plan B."""
    found = _NOUN_BEFORE.search(stop.text[max(stop.start, stop.at - _NOUN_WINDOW) : stop.at])
    return found is not None and found[1].lower() in words.LETTERED


def _unless_zone(stop: Stop, end: int) -> Boundary:
    """Return NONE if the name that ends at `end` is a time zone: 5 p.m. New York time."""
    text = stop.text
    for _ in range(2):
        if text[end : end + 1] != " ":
            return Boundary.HARD
        at, end = end + 1, _word_end(text, end + 1)
        seen = text[at:end].lower()
        if end == len(text) and not stop.ended and (text[at:end].istitle() or _begins_any(seen, words.ZONE_WORDS)):
            return Boundary.UNKNOWN
        if seen in words.ZONE_WORDS:
            return Boundary.NONE
        if not text[at:end].istitle():
            return Boundary.HARD
    return Boundary.HARD


def _begins_any(seen: str, known: tuple[str, ...]) -> bool:
    return any(word.startswith(seen) for word in known)


def _unless_surname(stop: Stop, at: int) -> Boundary:
    """Return NONE if a Korean surname follows: J. 김 님."""
    seen = composed(stop.text[at : at + _SURNAME_WINDOW])
    if len(seen) == 1 and not stop.ended:
        return Boundary.UNKNOWN
    return Boundary.NONE if seen[0] in words.SURNAMES and seen[1:2] == " " else Boundary.HARD


# Names that carry a mark


def is_marked_name(stop: Stop, word: str) -> bool:
    """Return whether the word and its mark are a name: Yahoo!"""
    if not word.isascii():
        return False
    return f"{word.lower()}{stop.run}" in words.MARKED_NAMES and (stop.run == "!" or word[0].isupper())


def after_marked_name(stop: Stop, at: int) -> Boundary:
    """Return NONE if the name goes on, as in Yahoo! Mail, or its sentence does."""
    text, char = stop.text, stop.text[at]
    if is_hangul(char):
        seen = decomposed(text[at : at + _PRODUCT_WINDOW])
        if seen.startswith(_PRODUCTS):
            return Boundary.NONE
        partial = at + _PRODUCT_WINDOW > len(text) and not stop.ended and _begins_any(seen, _PRODUCTS)
        return Boundary.UNKNOWN if partial else Boundary.HARD
    if not char.isalpha() or char.islower():
        return Boundary.NONE if char.islower() else Boundary.HARD
    end = _word_end(text, at)
    if end == len(text) and not stop.ended:
        return Boundary.UNKNOWN
    return Boundary.HARD if text[at:end].lower().replace("’", "'") in words.STARTERS else Boundary.NONE
