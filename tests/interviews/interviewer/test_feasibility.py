"""Plans that can be held, and those that cannot."""

import pytest

from interviews.interviewer.feasibility import Fault, fault_of, most_questions, preview
from interviews.interviewer.plan import MAX_QUESTIONS_A_TOPIC, Banked, Plan, Style

TOPICS = ("Python", "Databases", "Teams")
BANK = tuple(Banked(topic, f"{topic} {number}?") for topic in TOPICS for number in (1, 2))


@pytest.mark.parametrize("style", list(Style))
def test_each_competency_needs_a_question(style: Style) -> None:
    assert fault_of(Plan(TOPICS, 2, 1, style, BANK)) is Fault.TOO_FEW_QUESTIONS
    assert fault_of(Plan(TOPICS, 3, 1, style, BANK)) is None


@pytest.mark.parametrize("follow_ups", [0, 1, 7])
def test_nothing_is_asked_for_twice(follow_ups: int) -> None:
    most = 2 * (1 + follow_ups) + MAX_QUESTIONS_A_TOPIC
    assert fault_of(Plan(TOPICS, most, follow_ups)) is None
    assert fault_of(Plan(TOPICS, most + 1, follow_ups)) is Fault.TOO_MANY_QUESTIONS
    assert most_questions(Plan(TOPICS, most + 1, follow_ups)) == most


def test_a_verbatim_interview_has_all_its_questions_from_the_bank() -> None:
    assert fault_of(Plan(TOPICS, 6, 0, Style.VERBATIM, BANK)) is None
    assert fault_of(Plan(TOPICS, 7, 0, Style.VERBATIM, BANK)) is Fault.SHORT_BANK
    assert fault_of(Plan(TOPICS, 3, 0, Style.VERBATIM, BANK[:4])) is Fault.TOPIC_WITHOUT_BANK


@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize("questions", range(3, 7))
def test_a_plan_without_a_fault_is_held_to_its_last_question(style: Style, questions: int) -> None:
    plan = Plan(TOPICS, questions, 1, style, BANK)
    assert fault_of(plan) is None
    shown = preview(plan)
    assert len(shown) == questions
    assert {ask.topic for ask, _ in shown} == set(TOPICS)
    banked = [text for _, text in shown if text]
    assert len(banked) == len(set(banked)) == {Style.ADAPTIVE: 0, Style.MIXED: 3, Style.VERBATIM: questions}[style]
