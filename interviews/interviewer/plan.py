"""Decides what to ask next, from the position's plan and what was said so far."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from .ask import Ask, Button, Cue, Exchange, Move, Probe
from .reading import Manner, Part, Reading, read

# How often one numbered question is put in other words before the interview goes on.
MAX_CLARIFICATIONS = 2


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

    `topics` are in order, and at least one. `questions` is the number of numbered questions before the closing words,
    and `follow_ups` the limit for one topic while other topics wait.
    """

    topics: tuple[str, ...]
    questions: int
    follow_ups: int
    style: Style = Style.ADAPTIVE
    bank: tuple[Banked, ...] = ()


class Told(NamedTuple):
    """An exchange, and how its answer reads."""

    exchange: Exchange
    reading: Reading

    @property
    def ask(self) -> Ask:
        return self.exchange.ask


# The parts of a story in the order in which to ask for them.
STORY = {
    Probe.SITUATION: Part.SITUATION,
    Probe.OWN: Part.OWN,
    Probe.WHY: Part.WHY,
    Probe.OBSTACLE: Part.OBSTACLE,
    Probe.RESULT: Part.RESULT,
}
AFTERWARDS = (Probe.LEARNED, Probe.ANOTHER)
# The most questions that a topic is good for without asking for anything twice: its opening, and these.
MAX_QUESTIONS_A_TOPIC = 1 + len(STORY) + len(AFTERWARDS)

_BY_BUTTON = {Button.SKIP: Manner.SKIPS, Button.REPHRASE: Manner.WANTS_REPHRASING}
_CUES = {
    Manner.THIN: Cue.THIN,
    Manner.WANTS_REPHRASING: Cue.REPHRASE,
    Manner.ASKS_BACK: Cue.ASKED_BACK,
    Manner.OFF_TOPIC: Cue.OFF_TOPIC,
    Manner.ABUSE: Cue.ABUSE,
}
# The candidate asked for these; a company's own wording is repeated for them, and for nothing else.
_REQUESTED = (Cue.REPHRASE, Cue.ASKED_BACK)


def next_ask(plan: Plan, history: Sequence[Exchange], out_of_time: bool = False) -> Ask:
    """Decide what to ask after `history`: the closing words once the planned questions are asked or the time is up.

    The first question is asked even if the time is up, and so is a question that the candidate wants in other words.
    """
    return _next(plan, [Told(exchange, _read(exchange)) for exchange in history], out_of_time)


def outline(plan: Plan) -> list[Ask]:
    """Return the numbered questions of an interview whose answers are all plain stories that leave the rest open."""
    told: list[Told] = []
    while (ask := _next(plan, told, out_of_time=False)).is_numbered:
        question = word_for_word(plan, [each.exchange for each in told], ask)
        told.append(Told(Exchange(ask, question, ""), Reading(Manner.ANSWERS, frozenset({Part.CASE}))))
    return [each.ask for each in told]


def word_for_word(plan: Plan, history: Sequence[Exchange], ask: Ask) -> str:
    """Return the bank's question if `ask` is to be asked in its words, or "" if it is worded otherwise."""
    if plan.style is Style.ADAPTIVE or ask.move is not Move.OPEN:
        return ""
    return next((banked.text for banked in unasked(plan, history) if banked.topic == ask.topic), "")


def unasked(plan: Plan, history: Sequence[Exchange]) -> Iterator[Banked]:
    """Yield the bank's questions that were not asked yet, in the order of the topics."""
    asked = {exchange.question for exchange in history}
    for topic in plan.topics:
        yield from (banked for banked in plan.bank if banked.topic == topic and banked.text not in asked)


def _read(exchange: Exchange) -> Reading:
    if exchange.button:
        return Reading(_BY_BUTTON[exchange.button], frozenset())
    return read(exchange.answer, exchange.ask.topic, exchange.question)


def _next(plan: Plan, told: Sequence[Told], out_of_time: bool) -> Ask:
    if not told:
        return _open(plan, told) or Ask(plan.topics[0], Move.OPEN)
    last = told[-1]
    if (cue := _cue(plan, told)) and (not out_of_time or cue is Cue.REPHRASE):
        return Ask(last.ask.topic, Move.CLARIFY, last.ask.probe, cue)
    left = plan.questions - sum(each.ask.is_numbered for each in told)
    if out_of_time or left <= 0:
        return _close(told)
    return _go_on(plan, told, left) or _close(told)


def _go_on(plan: Plan, told: Sequence[Told], left: int) -> Ask | None:
    """Follow up if a question remains for each topic that waits, else open the next topic."""
    topic = told[-1].ask.topic
    opening = _open(plan, told)
    if plan.style is Style.VERBATIM:
        more = _same_topic(plan, told) if left > len(_waiting(plan, told)) else None
        return more or opening
    about = [each for each in told if each.ask.topic == topic]
    probe = _lacking(about)
    if opening and (left <= len(_waiting(plan, told)) or _follow_ups(about) >= plan.follow_ups or _skips(about)):
        return opening
    return Ask(topic, Move.FOLLOW_UP, probe) if probe and _skips(about) < 2 else opening


def _open(plan: Plan, told: Sequence[Told]) -> Ask | None:
    waiting = _waiting(plan, told)
    return Ask(waiting[0], Move.OPEN) if waiting else None


def _waiting(plan: Plan, told: Sequence[Told]) -> list[str]:
    """Return the topics that were not opened yet. With the bank's questions only, those that the bank knows."""
    opened = {each.ask.topic for each in told}
    known = {banked.topic for banked in plan.bank} if plan.style is Style.VERBATIM else set(plan.topics)
    return [topic for topic in plan.topics if topic in known - opened]


def _same_topic(plan: Plan, told: Sequence[Told]) -> Ask | None:
    topic = told[-1].ask.topic
    more = (banked for banked in unasked(plan, [each.exchange for each in told]) if banked.topic == topic)
    return Ask(topic, Move.OPEN) if next(more, None) else None


def _close(told: Sequence[Told]) -> Ask:
    return Ask(told[-1].ask.topic, Move.CLOSE)


def _cue(plan: Plan, told: Sequence[Told]) -> Cue | None:
    """Return why the last question is to be put in other words, or None if the interview goes on."""
    cue = _CUES.get(told[-1].reading.manner)
    since = [each.ask.cue for each in _since_numbered(told)]
    topic = told[-1].ask.topic
    # Somebody of few words is asked for more once a topic, not at every question.
    if cue is Cue.THIN and any(each.ask.cue is Cue.THIN and each.ask.topic == topic for each in told):
        return None
    if cue is None or len(since) >= MAX_CLARIFICATIONS or (plan.style is Style.VERBATIM and cue not in _REQUESTED):
        return None
    return cue if cue not in since or cue is Cue.REPHRASE else None


def _since_numbered(told: Sequence[Told]) -> list[Told]:
    """Return the clarifications since the last numbered question."""
    count = next(index for index, each in enumerate(reversed(told)) if each.ask.is_numbered)
    return list(told[len(told) - count :])


def _lacking(about: Sequence[Told]) -> Probe | None:
    """Return what the answers on a topic still lack and no question asked for, or None if there is nothing left."""
    parts = frozenset[Part]().union(*(each.reading.parts for each in about))
    asked = {each.ask.probe for each in about}
    if Part.CASE not in parts and (Probe.EXAMPLE not in asked or about[-1].reading.manner is Manner.NO_EXAMPLE):
        return next((probe for probe in (Probe.EXAMPLE, Probe.SUPPOSE) if probe not in asked), None)
    if Probe.SUPPOSE in asked and Part.CASE not in parts:
        return None
    lacking = [probe for probe, part in STORY.items() if part not in parts]
    # What was told already can be asked for in more detail, once nothing else is left.
    return next((probe for probe in (*lacking, *AFTERWARDS, *STORY) if probe not in asked), None)


def _follow_ups(about: Sequence[Told]) -> int:
    return sum(each.ask.move is Move.FOLLOW_UP for each in about)


def _skips(about: Sequence[Told]) -> int:
    return sum(each.reading.manner is Manner.SKIPS for each in about)
