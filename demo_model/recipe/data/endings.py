"""Makes the ending of a question that code began."""

import re
from functools import cache
from random import Random

from interviews.interviewer.ask import Ask
from interviews.interviewer.phrases import PHRASES

from . import endings_en, endings_ko
from .grammar import Piece, choose, fill, pattern

ENDINGS = {"ko": endings_ko.ENDINGS, "en": endings_en.ENDINGS}


def ending(rng: Random, language: str, stem: str, ask: Ask) -> list[Piece]:
    """Make an ending for a stem of the product's, in pieces."""
    options = ENDINGS[language][template(language, stem, ask)]
    return fill(f" {choose(rng, rng.choice(options))}?", {"t": ask.topic})


def template(language: str, stem: str, ask: Ask) -> str:
    """Return a stem as the phrases have it, with {topic} for the competency."""
    return next(one for one in PHRASES[language].stems[ask.probe] if one.format(topic=ask.topic) == stem)


@cache
def patterns(language: str, stem: str) -> list[re.Pattern[str]]:
    """Return what a question may end with after a stem, which is as the phrases have it."""
    return [pattern(f" {option}?") for option in ENDINGS[language][stem]]
