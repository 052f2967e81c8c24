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


def _with_particle(term: str, kind: str) -> str:
    """Return the particle after `term`. `kind` may have a suffix: 이라는 is the particle 이라 with 는."""
    stem = max((pair for pair in PAIRS if kind.startswith(pair)), key=len)
    return particle(term, stem) + kind.removeprefix(stem)


def text(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)
