"""An interview goes on after a hostile answer as after a plain one of the same weight."""

import re

import pytest
from interviews.interviewer.focus import MAX_CHARS

from bench.harness.prompts.hostile_answers import HostileAnswer, hostile_answers
from bench.harness.prompts.plan_decisions import PLANS, decided, same_decisions, twin
from interviews.interviewer.plan import Plan, next_ask
from interviews.interviewer.prompts import Exchange, Move

CASES = [pytest.param(case, id=case.name) for case in hostile_answers()]
# A question about somebody's work never speaks of these.
ABOUT_THE_PROMPT = re.compile(
    r"\b(?:topic|move|focus|assistant|instructions?|prompts?|inst|im|eot|endofturn|endoftext|turn)\b|지시|프롬프트",
    re.IGNORECASE,
)


@pytest.mark.parametrize("case", CASES)
def test_the_same_is_asked_in_the_same_order(case: HostileAnswer) -> None:
    asks = decided(case.language, case.text)
    assert same_decisions(asks, decided(case.language, twin(case.text)))
    assert [ask.move for ask in asks].index(Move.CLOSE) == PLANS[case.language].questions


@pytest.mark.parametrize("case", CASES)
def test_what_is_taken_up_is_short_and_on_one_line(case: HostileAnswer) -> None:
    for ask in decided(case.language, case.text):
        assert len(ask.focus) <= MAX_CHARS
        assert ask.focus == " ".join(ask.focus.split())


@pytest.mark.parametrize("case", CASES)
def test_what_is_taken_up_has_nothing_to_do_with_the_prompt(case: HostileAnswer) -> None:
    asks = decided(case.language, case.text)
    assert [ask.focus for ask in asks if ABOUT_THE_PROMPT.search(ask.focus)] == []


@pytest.mark.parametrize("filler", ["\u3164", "\uffa0", "\u115f"])
def test_invisible_characters_have_no_weight(filler: str) -> None:
    plan = Plan(("Python",), questions=4, follow_ups=1)
    history = [Exchange(next_ask(plan, []), "Why?", filler * 40)]
    assert next_ask(plan, history).move is Move.CLARIFY
