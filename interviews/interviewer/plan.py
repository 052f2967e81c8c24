"""Which question comes next. Pure: the position's plan and what was said so far decide."""

from collections.abc import Sequence
from dataclasses import dataclass

from .focus import pick_focus
from .prompts import Ask, Exchange, Move

# Below this an answer is taken for unclear rather than short: one Korean word, or two or three English ones.
UNCLEAR_BELOW = 12


@dataclass(frozen=True, slots=True)
class Plan:
    """A position's plan: `topics` in order (at least one), how many `questions` before the closing,
    and at most how many `follow_ups` a topic gets while other topics wait."""

    topics: tuple[str, ...]
    questions: int
    follow_ups: int


def next_ask(plan: Plan, history: Sequence[Exchange]) -> Ask:
    """The question after `history`; the closing words once the planned questions are asked."""
    if not history:
        return Ask(plan.topics[0], Move.OPEN)
    last = history[-1]
    topic = last.ask.topic
    if len(history) >= plan.questions:
        return Ask(topic, Move.CLOSE)
    opened = {exchange.ask.topic for exchange in history}
    waiting = [t for t in plan.topics if t not in opened]
    if waiting and _follow_ups(history) >= plan.follow_ups:
        return Ask(waiting[0], Move.OPEN)
    taken_up = [exchange.ask.focus for exchange in history]
    focus = pick_focus(last.answer, avoid=[topic, *taken_up]) or topic
    unclear = _weight(last.answer) < UNCLEAR_BELOW
    return Ask(topic, Move.CLARIFY if unclear else Move.FOLLOW_UP, focus)


def _follow_ups(history: Sequence[Exchange]) -> int:
    """How many questions the current topic has had since it was opened."""
    count = 0
    for exchange in reversed(history):
        if exchange.ask.move is Move.OPEN:
            break
        count += 1
    return count


def _weight(answer: str) -> int:
    """How much was said, in Latin letters: a Hangul syllable says about as much as two and a half."""
    hangul = sum("가" <= c <= "힣" for c in answer)
    other = sum(c.isalnum() for c in answer) - hangul
    return other + hangul * 5 // 2
