"""Judges a question by plain rules, without a model: is it what was asked for?"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import product

from demo_model.recipe.data import phrases_en, phrases_ko
from demo_model.recipe.data.particles import PAIRS, particle
from interviews.interviewer.prompts import Ask, Move

_FORMS = sorted({form for pair in PAIRS.values() for form in pair}, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which rules a question keeps.

    language: a Korean question has Hangul; an English one has none outside its term.
    ends: the model ended it by itself.
    marks: one question mark, at the end; none in the closing words.
    copied: the term occurs in it, letter by letter.
    particle: in Korean, the particle after the term fits it.
    words: every word outside the term is from the phrases, so nothing is garbled.
    """

    language: bool
    ends: bool
    marks: bool
    copied: bool
    particle: bool
    words: bool

    @property
    def clean(self) -> bool:
        return self.language and self.ends and self.marks and self.copied and self.words


def judge(language: str, ask: Ask, text: str, ended: bool) -> Verdict:
    term = ask.focus or ("" if ask.move is Move.CLOSE else ask.topic)
    rest = text.replace(term, "\x00") if term else text
    return Verdict(
        language=_in_language(language, rest),
        ends=ended and bool(text.strip()),
        marks=_marks(ask.move, rest),
        copied=f" {term}" in text if term else True,
        particle=_particle_fits(term, rest) if term and language == "ko" else True,
        words=_known(language, rest),
    )


def _in_language(language: str, rest: str) -> bool:
    hangul, latin = len(re.findall("[가-힣]", rest)), len(re.findall("[A-Za-z]", rest))
    return hangul > latin if language == "ko" else latin > 0 and hangul == 0


def _marks(move: Move, rest: str) -> bool:
    if move is Move.CLOSE:
        return "?" not in rest
    return rest.count("?") == 1 and rest.endswith("?")


def _particle_fits(term: str, rest: str) -> bool:
    after = rest.partition("\x00")[2]
    for kind, forms in PAIRS.items():
        for form in sorted(forms, key=len, reverse=True):
            if re.match(rf"{form}(?=$|[\s,.?]|고|는)", after) and particle(term, kind) != form:
                return False
    return True


def _known(language: str, rest: str) -> bool:
    words = {_strip(word) for word in rest.split()}
    return all(word in _words(language) for word in words if "\x00" not in word)


def _strip(word: str) -> str:
    return word.strip(".,;:?!\"'").casefold()


@cache
def _words(language: str) -> frozenset[str]:
    """Return every word that the phrases can yield, expanding one group of alternatives at a time."""
    module = phrases_ko if language == "ko" else phrases_en
    lists = [value for name, value in vars(module).items() if name.isupper() and isinstance(value, list)]
    phrases = [phrase for phrases in lists for phrase in phrases]
    words: set[str] = set()
    for phrase in phrases:
        # Words that span the edge of a bracket ("[안녕히|] 가세요") need each alternative next to its neighbours.
        parts = re.split(r"\[([^\[\]]*)\]", phrase)
        groups = [part.split("|") if index % 2 else [part] for index, part in enumerate(parts)]
        for first, second in zip(groups, [*groups[1:], [""]], strict=False):
            words.update(_strip(word) for a, b in product(first, second) for word in (a + b).split())
    return frozenset(words)
