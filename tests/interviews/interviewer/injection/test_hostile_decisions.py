"""An interview full of a hostile answer keeps to its plan."""

import pytest

from bench.harness.prompts.hostile_answers import HostileAnswer, hostile_answers
from bench.harness.prompts.plan_decisions import PLANS, decided, keeps_the_plan
from interviews.interviewer.ask import Cue, Exchange, Move
from interviews.interviewer.plan import Plan, next_ask

CASES = [pytest.param(case, id=case.name) for case in hostile_answers()]


@pytest.mark.parametrize("case", CASES)
def test_every_topic_is_asked_and_nothing_ends_early(case: HostileAnswer) -> None:
    assert keeps_the_plan(PLANS[case.language], decided(case.language, case.text))


@pytest.mark.parametrize("filler", ["\u3164", "\uffa0", "\u115f"])
def test_invisible_characters_say_nothing(filler: str) -> None:
    plan = Plan(("Python",), questions=4, follow_ups=1)
    history = [Exchange(next_ask(plan, []), "Why?", filler * 40)]
    ask = next_ask(plan, history)
    assert (ask.move, ask.cue) == (Move.CLARIFY, Cue.THIN)
