"""Decides what to ask next, from the position's plan and what was said so far."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from . import fence
from .check import touches
from .focus import pick_focus
from .prompts import Ask, Exchange, Move

# An answer of less weight than this is unclear, not just short: one Korean word, or two or three English ones.
UNCLEAR_BELOW = 12
# Words of an answer that speaks to the model.
_OF_THE_PROMPT = re.compile(r"\b(?:assistant|instructions?|prompts?)\b|지시|프롬프트", re.IGNORECASE)


class Style(StrEnum):
    """Who words the questions."""

    ADAPTIVE = "adaptive"  # the model
    MIXED = "mixed"  # the bank opens a topic if it has a question on it; the model follows up
    VERBATIM = "verbatim"  # the bank, and no model


class Banked(NamedTuple):
    """A question that the company wrote, and the topic that it opens."""

    topic: str
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A position's plan.

    `topics` are in order, and at least one. `questions` is the number of questions before the closing words, and
    `follow_ups` the limit for one topic while other topics wait.
    """

    topics: tuple[str, ...]
    questions: int
    follow_ups: int
    style: Style = Style.ADAPTIVE
    bank: tuple[Banked, ...] = ()


def next_ask(plan: Plan, history: Sequence[Exchange], out_of_time: bool = False) -> Ask:
    """Decide what to ask after `history`: the closing words once the planned questions are asked or the time is up.

    The first question is asked even if the time is up.
    """
    if history and (out_of_time or len(history) >= plan.questions):
        return _close(history)
    if plan.style is Style.VERBATIM and (banked := next(unasked(plan, history), None)):
        return Ask(banked.topic, Move.OPEN)
    if not history:
        return Ask(plan.topics[0], Move.OPEN)
    if plan.style is Style.VERBATIM:
        return _close(history)
    opened = {exchange.ask.topic for exchange in history}
    waiting = [t for t in plan.topics if t not in opened]
    if waiting and _follow_ups(history) >= plan.follow_ups:
        return Ask(waiting[0], Move.OPEN)
    return _taking_up(history)


def word_for_word(plan: Plan, history: Sequence[Exchange], ask: Ask) -> str:
    """Return the bank's question if `ask` is to be asked in its words, or "" if the model words it."""
    if plan.style is Style.ADAPTIVE or ask.move is not Move.OPEN:
        return ""
    return next((banked.text for banked in unasked(plan, history) if banked.topic == ask.topic), "")


def unasked(plan: Plan, history: Sequence[Exchange]) -> Iterator[Banked]:
    """Yield the bank's questions that were not asked yet, in the order of the topics."""
    asked = {exchange.question for exchange in history}
    for topic in plan.topics:
        yield from (banked for banked in plan.bank if banked.topic == topic and banked.text not in asked)


def _close(history: Sequence[Exchange]) -> Ask:
    return Ask(history[-1].ask.topic, Move.CLOSE)


def _taking_up(history: Sequence[Exchange]) -> Ask:
    """Follow up on a phrase of the last answer that no question took up before, or ask to clarify it."""
    last = history[-1]
    topic = last.ask.topic
    taken_up = [exchange.ask.focus for exchange in history]
    focus = pick_focus(fence.spoken(last.answer), [topic, *taken_up], partial(_may_be_taken_up, topic)) or topic
    unclear = _weight(fence.visible(last.answer)) < UNCLEAR_BELOW
    return Ask(topic, Move.CLARIFY if unclear else Move.FOLLOW_UP, focus)


def _may_be_taken_up(topic: str, phrase: str) -> bool:
    """Reject a phrase that speaks to the model, or that touches what no interviewer asks about."""
    return not _OF_THE_PROMPT.search(phrase) and not touches(phrase, about=topic)


def _follow_ups(history: Sequence[Exchange]) -> int:
    """Count the questions on the current topic since it was opened."""
    count = 0
    for exchange in reversed(history):
        if exchange.ask.move is Move.OPEN:
            break
        count += 1
    return count


def _weight(answer: str) -> int:
    """Weigh an answer in Latin letters: a Hangul syllable says about as much as two and a half of them."""
    hangul = sum("가" <= c <= "힣" for c in answer)
    other = sum(c.isalnum() for c in answer) - hangul
    return other + hangul * 5 // 2
