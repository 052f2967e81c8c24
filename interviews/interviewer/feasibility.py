"""Says whether an interview can be held as its plan promises."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from .ask import Ask, Exchange
from .plan import Plan, Style, outline, word_for_word


class Fault(StrEnum):
    """Why a plan cannot be held."""

    TOO_FEW_QUESTIONS = "too_few_questions"  # a competency would never be asked about
    TOO_MANY_QUESTIONS = "too_many_questions"  # something would have to be asked twice
    TOPIC_WITHOUT_BANK = "topic_without_bank"  # a verbatim interview has no question on a competency
    SHORT_BANK = "short_bank"  # a verbatim interview has fewer questions than it promises


def fault_of(plan: Plan) -> Fault | None:
    """Return the first fault of a plan, or None if it can be held. The plan has a topic at least."""
    if plan.questions < len(plan.topics):
        return Fault.TOO_FEW_QUESTIONS
    if plan.style is Style.VERBATIM:
        if topics_without_bank(plan):
            return Fault.TOPIC_WITHOUT_BANK
        return Fault.SHORT_BANK if len(plan.bank) < plan.questions else None
    return Fault.TOO_MANY_QUESTIONS if most_questions(plan) < plan.questions else None


def most_questions(plan: Plan) -> int:
    """Return how many questions a plan that leaves the words to a model is good for, up to the number that it has."""
    return len(outline(replace(plan, style=Style.ADAPTIVE, bank=())))


def topics_without_bank(plan: Plan) -> Sequence[str]:
    """Return the competencies on which the bank has no question."""
    known = {banked.topic for banked in plan.bank}
    return [topic for topic in plan.topics if topic not in known]


def preview(plan: Plan) -> list[tuple[Ask, str]]:
    """Return the numbered questions of an interview as `outline` does, each with the bank's words if it has them."""
    history: list[Exchange] = []
    for ask in outline(plan):
        history.append(Exchange(ask, word_for_word(plan, history, ask), ""))
    return [(exchange.ask, exchange.question) for exchange in history]
