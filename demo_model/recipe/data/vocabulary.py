"""Draws the terms that a dialogue is about by seed: from the lists, combined, or made up."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from . import terms, topics
from .particles import particle

# Without made-up words a model copies the words it knows and garbles others: every token must be copied sometimes.
MADE_UP_SHARE = 0.45
# In "Memcached" a token occurs twice and is followed by another one each time. Copying it takes more than one token of
# context, which a model learns only from such words.
REPEATING_SHARE = 0.25
# The 2,350 syllables of KS X 1001, which cover most Korean text.
SYLLABLES = [chr(code) for code in range(ord("가"), ord("힣") + 1) if len(chr(code).encode("euc_kr", "ignore")) == 2]
NO_TERMS = frozenset(
    "an the and or but your my our their his because if than is was were are did do does has had to you we they i me us it its he him she her".split()
)
# Words that the prompt itself has before other words, as in "had to do with Listening with empathy".
LINKS_EN = ["with", "of", "to", "in", "for", "under", "on", "at", "and", "about", "by", "from"]
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LISTS = {
    ("ko", False): (terms.MODIFIERS_KO, terms.HEADS_KO, terms.UNITS_KO),
    ("ko", True): (terms.HELD_OUT_MODIFIERS_KO, terms.HELD_OUT_HEADS_KO, terms.UNITS_KO),
    ("en", False): (terms.MODIFIERS_EN, terms.HEADS_EN, terms.UNITS_EN),
    ("en", True): (terms.HELD_OUT_MODIFIERS_EN, terms.HELD_OUT_HEADS_EN, terms.UNITS_EN),
}
_TOPICS = {
    "ko": {"tool": topics.TOOLS_KO, "area": topics.AREAS_KO, "soft": topics.SOFTS_KO},
    "en": {"tool": topics.TOOLS_EN, "area": topics.AREAS_EN, "soft": topics.SOFTS_EN},
}
_HELD_OUT_TOPICS = {"ko": topics.HELD_OUT_TOPICS_KO, "en": topics.HELD_OUT_TOPICS_EN}
HELD_OUT_WORDS = [
    *terms.HELD_OUT_NAMES, *terms.HELD_OUT_MODIFIERS_KO, *terms.HELD_OUT_HEADS_KO,
    *terms.HELD_OUT_MODIFIERS_EN, *terms.HELD_OUT_HEADS_EN,
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic and its kind: tool, area or soft."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Pieces:
    """What made-up words are built from, by script: the texts of tokens, or syllables and letters if there is no tokenizer."""

    ko: Sequence[str] = tuple(SYLLABLES)
    en: Sequence[str] = tuple(_LETTERS)

    @classmethod
    def of(cls, tokens: Iterable[str]) -> "Pieces":
        hangul = [t for t in tokens if re.fullmatch(r" ?[가-힣]+", t)]
        latin = [t for t in tokens if re.fullmatch(r" ?[A-Za-z]+", t)]
        return cls(hangul, latin)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Draws terms in one language; with `held_out`, from the lists that training never sees."""

    language: str
    pieces: Pieces = Pieces()
    held_out: bool = False

    def topic(self, rng: Random) -> Topic:
        if self.held_out:
            return Topic(rng.choice(_HELD_OUT_TOPICS[self.language]), "area")
        if rng.random() < MADE_UP_SHARE:
            return Topic(self._free_topic(rng), "area")
        kind = rng.choice(["tool", "tool", "area", "area", "soft"])
        return Topic(rng.choice(_TOPICS[self.language][kind]), kind)

    def slots(self, rng: Random) -> dict[str, str]:
        """Draw a term for each slot of one frame."""
        return {
            "n": self.noun(rng),
            "m": self.noun(rng),
            "x": self.name(rng),
            "y": self.name(rng),
            "q": self.figure(rng),
        }

    def noun(self, rng: Random) -> str:
        if not self.held_out and rng.random() < MADE_UP_SHARE:
            return self.made_up(rng)
        modifiers, heads, _ = _LISTS[self.language, self.held_out]
        head = rng.choice(heads)
        return f"{rng.choice(modifiers)} {head}" if rng.random() < 0.5 else head

    def name(self, rng: Random) -> str:
        if self.held_out:
            return rng.choice(terms.HELD_OUT_NAMES)
        if rng.random() < MADE_UP_SHARE:
            return self._made_up_name(rng) if rng.random() < 0.5 else _invented_name(rng)
        return rng.choice(terms.NAME_PAIRS if rng.random() < 0.15 else terms.NAMES)

    def figure(self, rng: Random) -> str:
        units = _LISTS[self.language, self.held_out][2]
        amount = rng.choice(terms.AMOUNTS) if rng.random() < 0.5 else str(rng.randint(2, 10 ** rng.randint(1, 4)))
        if rng.random() < 0.25:
            amount = f"{rng.randint(0, 99)}.{rng.randint(1, 9)}"
        return amount + rng.choice(units)

    def made_up(self, rng: Random) -> str:
        """Make one to three words from random pieces, so that training copies every piece."""
        words = [self._made_up_word(rng) for _ in range(rng.choice([1, 1, 2, 2, 3]))]
        if self.language == "en" and len(words) > 1 and rng.random() < 0.4:
            words.insert(1, rng.choice(LINKS_EN))
        return " ".join(words)

    def _made_up_word(self, rng: Random) -> str:
        native = rng.random() < 0.8
        if (self.language == "ko") is native:
            return _from_pieces(rng, self.pieces.ko) if rng.random() < 0.5 else _syllables(rng)
        word = _from_pieces(rng, self.pieces.en) if rng.random() < 0.8 else _spelt(rng)
        # The product's check would take "for the?" for broken off, and "with me?" for the candidate's own words.
        if len(word) < 2 or word.casefold() in NO_TERMS:
            word = _spelt(rng)
        return word.capitalize() if rng.random() < 0.2 else word

    def _made_up_name(self, rng: Random) -> str:
        return "".join(rng.choice(self.pieces.en).strip() for _ in range(rng.randint(2, 4))).capitalize()

    def _free_topic(self, rng: Random) -> str:
        drawn = rng.random()
        if drawn < 0.6:
            return self.made_up(rng)
        parts = [self.noun(rng), rng.choice([self.name, self.noun])(rng)]
        if self.language == "ko":
            return f"{parts[0]}{particle(parts[0], '과')} {parts[1]}" if drawn < 0.8 else parts[0]
        return f"{parts[0].capitalize()} and {parts[1]}" if drawn < 0.8 else parts[0].capitalize()


def _from_pieces(rng: Random, pieces: Sequence[str]) -> str:
    drawn = [rng.choice(pieces) for _ in range(rng.randint(1, 3))]
    if rng.random() < REPEATING_SHARE:
        drawn = [*drawn, rng.choice(pieces).strip(), drawn[0].strip(), rng.choice(pieces).strip()]
    return re.sub(r"\s+", " ", "".join(drawn).strip())


def _syllables(rng: Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 4)))


def _spelt(rng: Random) -> str:
    return "".join(rng.choice(_LETTERS) for _ in range(rng.randint(3, 9)))


def _invented_name(rng: Random) -> str:
    """Make up a product name, such as Zorvik, QTX, Ombra.js or Felt-9."""
    drawn = rng.random()
    if drawn < 0.2:
        return "".join(rng.choice(_LETTERS) for _ in range(rng.randint(2, 4))).upper()
    stem = "".join(rng.choice("bcdfghjklmnprstvwz") + rng.choice("aeiou") for _ in range(rng.randint(1, 3)))
    stem = (stem + rng.choice(["", "n", "x", "rk", "ls", "t", "ql", "db"])).capitalize()
    if drawn < 0.35:
        return stem + rng.choice([".js", "DB", "SQL", "Flow", "Kit", "-2", "9", "Hub", "++"])
    return f"{stem} {rng.choice(terms.NAMES)}" if drawn < 0.42 else stem
