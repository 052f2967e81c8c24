"""Expands phrases with alternatives and slots, such as `[Could|Can] you explain {f}?`, by a seeded generator.

A slot may name a Korean particle: `{f:을}` yields the term followed by 을 or 를.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from .particles import PAIRS, particle

_ALTERNATIVES = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w)(?::([가-힣]+?))?\}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text. Terms are tokenized apart from their neighbours, so that they are copied token by token."""

    text: str
    is_term: bool = False
    is_particle: bool = False


def choose(rng: Random, phrase: str) -> str:
    """Return `phrase` with one alternative chosen for every [a|b], the innermost first."""
    while match := _ALTERNATIVES.search(phrase):
        options = match.group(1).split("|")
        phrase = phrase[: match.start()] + rng.choice(options) + phrase[match.end() :]
    return re.sub(r" {2,}", " ", phrase).strip()


def fill(phrase: str, terms: Mapping[str, str]) -> list[Piece]:
    """Return `phrase` with its slots filled. The space before a term belongs to the term, as in `Focus: term`."""
    pieces: list[Piece] = []
    end = 0
    for slot in _SLOT.finditer(phrase):
        name, kind = slot.groups()
        before, term = phrase[end : slot.start()], terms[name]
        space = " " if before.endswith(" ") else ""
        pieces += [Piece(before.removesuffix(" ")), Piece(space + term, is_term=True)]
        if kind:
            pieces.append(Piece(_with_particle(term, kind), is_particle=True))
        end = slot.end()
    pieces.append(Piece(phrase[end:]))
    return [piece for piece in pieces if piece.text]


def pattern(phrase: str) -> re.Pattern[str]:
    """Return what `phrase` matches, whatever fills its slots.

    The group of a slot has its name and number: "t1", "f2". Its particle has the same number: "p1".
    """
    parts: list[str] = []
    end = 0
    for number, slot in enumerate(_SLOT.finditer(phrase), start=1):
        name, kind = slot.groups()
        parts.append(_literal(phrase[end : slot.start()]) + f"(?P<{name}{number}>.+?)")
        if kind:
            stem = _pair(kind)
            parts.append(f"(?P<p{number}>{'|'.join(PAIRS[stem])}){kind.removeprefix(stem)}")
        end = slot.end()
    return re.compile("".join(parts) + _literal(phrase[end:]))


def _literal(phrase: str) -> str:
    """Return an expression for a phrase without slots, with a group for each [a|b]."""
    parts = re.split(r"([\[|\]])", phrase)
    return "".join({"[": "(?:", "|": "|", "]": ")"}.get(part, re.escape(part)) for part in parts)


def _with_particle(term: str, kind: str) -> str:
    """Return the particle after `term`. `kind` may have a suffix: 이라는 is the particle 이라 with 는."""
    stem = _pair(kind)
    return particle(term, stem) + kind.removeprefix(stem)


def _pair(kind: str) -> str:
    return max((pair for pair in PAIRS if kind.startswith(pair)), key=len)


def text(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)
