"""Judges an ending by plain rules, without a model: does it finish the question that code began?"""

import re
from dataclasses import dataclass

from demo_model.recipe.data.endings import patterns, template
from demo_model.recipe.data.particles import PAIRS, particle
from interviews.interviewer.ask import Ask


@dataclass(frozen=True, slots=True)
class Begun:
    """A question that code began: its language, what it asks for, the stem, and the last answer, or ""."""

    language: str
    ask: Ask
    stem: str
    answer: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which rules an ending keeps.

    language: a Korean ending has more Hangul than Latin letters; an English one has no Hangul outside its terms.
    ends: the model ended it by itself.
    marks: one question mark, at the end.
    words: apart from its terms, it is one of the endings of this stem, word for word.
    copied: its terms are the competency or words of the last answer, letter by letter.
    particle: in Korean, the particle after each term fits it.
    """

    language: bool
    ends: bool
    marks: bool
    words: bool
    copied: bool
    particle: bool

    @property
    def clean(self) -> bool:
        return self.language and self.ends and self.marks and self.copied and self.words


def judge(begun: Begun, ending: str, ended: bool) -> Verdict:
    language, topic = begun.language, begun.ask.topic
    bare = ending.replace(topic, " ")
    known = patterns(language, template(language, begun.stem, begun.ask))
    found = [match for match in (each.fullmatch(ending) for each in known) if match]
    right = [match for match in found if _copied(match, begun)]
    return Verdict(
        language=_in_language(language, bare),
        ends=ended,
        marks=bare.count("?") == 1 and bare.endswith("?"),
        words=bool(found),
        copied=bool(right) if found else f" {topic}" in ending,
        particle=any(map(_particles_fit, right)) if right else language == "en",
    )


def _in_language(language: str, bare: str) -> bool:
    hangul, latin = len(re.findall("[가-힣]", bare)), len(re.findall("[A-Za-z]", bare))
    return hangul > latin if language == "ko" else latin > 0 and hangul == 0


def _copied(match: re.Match[str], begun: Begun) -> bool:
    """Return whether the terms that fill an ending's slots are the right ones."""
    return all(
        term == begun.ask.topic if slot[0] == "t" else f" {term}" in begun.answer
        for slot, term in match.groupdict().items()
        if slot[0] in "tx"
    )


def _particles_fit(match: re.Match[str]) -> bool:
    found = match.groupdict()
    terms = {slot[1:]: term for slot, term in found.items() if slot[0] in "tx"}
    return all(
        particle(terms[slot[1:]], next(kind for kind, forms in PAIRS.items() if form in forms)) == form
        for slot, form in found.items()
        if slot[0] == "p"
    )
