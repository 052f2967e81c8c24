"""Judges an ending by plain rules, without a model: does it finish the question that code began?"""

import re
from dataclasses import dataclass

from demo_model.recipe.data.endings import patterns, template
from demo_model.recipe.data.particles import PAIRS, particle
from interviews.interviewer.ask import Ask


@dataclass(frozen=True, slots=True)
class Begun:
    """A question that code began: its language, what it asks for, and the stem."""

    language: str
    ask: Ask
    stem: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which rules an ending keeps.

    language: a Korean ending has more Hangul than Latin letters; an English one has no Hangul outside the competency.
    ends: the model ended it by itself.
    marks: one question mark, at the end.
    words: apart from the competency, it is one of the endings of this stem, word for word.
    copied: if that ending has the competency, so has this one, letter by letter.
    particle: in Korean, the particle after the competency fits it.
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
    right = [match for match in found if _copied(match, topic)]
    return Verdict(
        language=_in_language(language, bare),
        ends=ended,
        marks=bare.count("?") == 1 and bare.endswith("?"),
        words=bool(found),
        copied=bool(right) if found else f" {topic}" in ending,
        particle=any(_particles_fit(match, topic) for match in right) if right else language == "en",
    )


def _in_language(language: str, bare: str) -> bool:
    hangul, latin = len(re.findall("[가-힣]", bare)), len(re.findall("[A-Za-z]", bare))
    return hangul > latin if language == "ko" else latin > 0 and hangul == 0


def _copied(match: re.Match[str], topic: str) -> bool:
    return all(text == topic for slot, text in match.groupdict().items() if slot.startswith("t"))


def _particles_fit(match: re.Match[str], topic: str) -> bool:
    particles = [text for slot, text in match.groupdict().items() if slot.startswith("p")]
    return all(particle(topic, _kind(form)) == form for form in particles)


def _kind(form: str) -> str:
    return next(kind for kind, forms in PAIRS.items() if form in forms)
