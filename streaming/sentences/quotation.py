"""Decides whether a sentence goes on after what it quotes. Pure."""

import re

from . import words
from .boundary import Boundary, Stop
from .script import HANGUL, decomposed

PARTICLE_CHARS = 16  # in jamo
_ANSWERS = 4

_KOREAN = re.compile(f"[{HANGUL}]*")
_FINALS = frozenset(map(chr, range(0x11A8, 0x1200)))  # 라며 is not the beginning of 라면
_COMBINING = "\u1160-\u11ff\u0300-\u036f"
_INSIDE = f"[^%s\n][{_COMBINING}]*"
_CLOSED = {quotes[0]: re.compile(f"(?:{_INSIDE % quotes[1]}){{1,24}}{quotes[1]}") for quotes in words.QUOTES}
_OPEN = {quotes[0]: re.compile(f"(?:{_INSIDE % quotes[1]}){{0,24}}") for quotes in words.QUOTES}


class Particles:
    """Korean words after which a quotation was not yet the end. Short ones match whole words, long ones beginnings."""

    def __init__(self, particles: tuple[str, ...]) -> None:
        self._all = tuple(decomposed(particle) for particle in particles)
        self._long = tuple(particle for particle in self._all if len(particle) > 3)
        self._first = frozenset(particle[0] for particle in (*particles, *self._all))

    def after(self, text: str, at: int, ended: bool) -> Boundary:
        """Return NONE if one of them is at `at`, HARD if another word is, UNKNOWN while it may be either."""
        if text[at] not in self._first:
            return Boundary.HARD
        seen = decomposed(text[at : at + PARTICLE_CHARS])
        head = _KOREAN.match(seen)
        word = head[0] if head else ""
        unfinished = len(word) == len(seen) and at + PARTICLE_CHARS > len(text) and not ended
        if unfinished and any(particle.startswith(word) for particle in self._all):
            return Boundary.UNKNOWN
        begun = any(word.startswith(part) and word[len(part) : len(part) + 1] not in _FINALS for part in self._long)
        return Boundary.NONE if begun or word in self._all else Boundary.HARD


AFTER_QUOTES = Particles((*words.QUOTATIVES, *words.CHOOSING))
_QUOTING = (*words.QUOTING_SENTENCES, *words.QUOTING_NOUNS)
AFTER_A_MARK = Particles((*_QUOTING, *words.PARTICLES))
AFTER_A_SPACE = Particles(_QUOTING)
AFTER_AN_ENDING = Particles(words.QUOTING_SENTENCES)  # and a space


def past_answers(stop: Stop, at: int) -> int | None:
    """Skip further short quotations, as in “Yes.” “No.” or “Maybe.”, and the spaces before and after them.

    `at` is where the next word may begin. Return None while the text ends inside one of them or right after them.
    """
    text, first = stop.text, at
    for _ in range(_ANSWERS):
        char = text[at : at + 1]
        if char not in _CLOSED:
            break
        answer = _CLOSED[char].match(text, at + 1)
        if answer is None:
            rest = _OPEN[char].match(text, at + 1)
            partial = rest is not None and rest.end() == len(text) and not stop.ended
            return None if partial else first
        at = past_spaces(text, answer.end())
    return None if at == len(text) and not stop.ended and at > first else at


def past_spaces(text: str, at: int) -> int:
    """Return the index after up to two spaces."""
    return at + len(text[at : at + 2]) - len(text[at : at + 2].lstrip(" "))
