"""Makes the ending of a question that code began."""

import re
from collections.abc import Iterator
from functools import cache
from random import Random

from interviews.interviewer.ask import Ask
from interviews.interviewer.phrases import PHRASES

from . import endings_en, endings_ko
from .grammar import Piece, choose, fill, pattern

ENDINGS = {"ko": endings_ko.ENDINGS, "en": endings_en.ENDINGS}
# The share of endings that take up a name, if the last answer mentions one and the stem has such an ending.
NAME_SHARE = 0.35


def ending(rng: Random, language: str, stem: str, ask: Ask, name: str) -> list[Piece]:
    """Make an ending for a stem of the product's, in pieces. `name` is one that the last answer mentions, or ""."""
    options = ENDINGS[language][template(language, stem, ask)]
    with_name = [option for option in options if "{x" in option]
    if not (name and with_name and rng.random() < NAME_SHARE):
        with_name = [option for option in options if "{x" not in option]
    return fill(f" {choose(rng, rng.choice(with_name))}?", {"t": ask.topic, "x": name})


def template(language: str, stem: str, ask: Ask) -> str:
    """Return a stem as the phrases have it, with {topic} for the competency."""
    return next(one for one in PHRASES[language].stems[ask.probe] if one.format(topic=ask.topic) == stem)


def names(answer: list[Piece]) -> Iterator[str]:
    """Yield the names in an answer, such as "Redis". They follow a space there, as they do in a question."""
    for piece in answer:
        if piece.is_term and re.fullmatch(r" [A-Z][ -~]*", piece.text):
            yield piece.text.removeprefix(" ")


@cache
def patterns(language: str, stem: str) -> list[re.Pattern[str]]:
    """Return what a question may end with after a stem, which is as the phrases have it."""
    return [pattern(f" {option}?") for option in ENDINGS[language][stem]]
