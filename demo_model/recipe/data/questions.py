"""Makes the interviewer's question for an ask, such that no two questions of a dialogue are alike."""

import re
from random import Random

from interviews.interviewer.prompts import Ask, Move

from . import phrases_en, phrases_ko
from .grammar import Piece, choose, fill

PHRASES = {"ko": phrases_ko, "en": phrases_en}


class Interviewer:
    """Asks the questions of one dialogue, and remembers which phrases it has used."""

    def __init__(self, rng: Random, language: str) -> None:
        self._rng = rng
        self._phrases = PHRASES[language]
        self._used: set[str] = set()
        self._asked = 0

    def ask(self, ask: Ask, kind: str) -> list[Piece]:
        """Make the question for `ask`, in pieces. `kind` is the topic's kind: tool, area or soft."""
        parts = {
            Move.OPEN: self._open,
            Move.FOLLOW_UP: self._follow_up,
            Move.CLARIFY: self._clarify,
            Move.CLOSE: self._close,
        }[ask.move](ask, kind)
        self._asked += 1
        phrase = " ".join(choose(self._rng, part) for part in parts)
        return fill(phrase, {"t": ask.topic, "f": ask.focus})

    def _open(self, ask: Ask, kind: str) -> list[str]:
        if self._rng.random() < 0.35:
            leads = self._phrases.LEAD_NEXT if self._asked else self._phrases.LEAD_FIRST
            return [self._pick(leads), self._pick(self._phrases.OPEN_AGNOSTIC)]
        return [self._pick_kind(self._phrases.OPEN, self._phrases.OPEN_BY_KIND[kind])]

    def _follow_up(self, ask: Ask, kind: str) -> list[str]:
        if self._rng.random() < 0.35:
            return [self._pick(self._phrases.MENTION), self._pick(self._phrases.FOLLOW_AGNOSTIC)]
        question = self._pick_kind(self._phrases.FOLLOW_UP, self._phrases.FOLLOW_BY_KIND[focus_kind(ask)])
        return [self._pick(self._phrases.ACKNOWLEDGE), question] if self._rng.random() < 0.45 else [question]

    def _clarify(self, ask: Ask, kind: str) -> list[str]:
        return [self._pick(self._phrases.CLARIFY)]

    def _close(self, ask: Ask, kind: str) -> list[str]:
        return [self._pick(self._phrases.CLOSE)]

    def _pick_kind(self, general: list[str], special: list[str]) -> str:
        return self._pick(special if special and self._rng.random() < 0.5 else general)

    def _pick(self, phrases: list[str]) -> str:
        fresh = [phrase for phrase in phrases if phrase not in self._used] or phrases
        picked = self._rng.choice(fresh)
        self._used.add(picked)
        return picked


def focus_kind(ask: Ask) -> str:
    """Classify the focus by its looks: figure ("40%"), name ("Redis") or thing."""
    if re.match(r"\d", ask.focus):
        return "figure"
    is_name = re.match(r"[A-Za-z]", ask.focus) and re.search(r"[A-Z]", ask.focus) and ask.focus != ask.topic
    return "name" if is_name else "thing"
