"""Code's own wordings of a question."""

import pytest

from interviews.interviewer.ask import Ask, Exchange, Move, Probe
from interviews.interviewer.stock import worded


@pytest.mark.parametrize("language", ["en", "ko"])
def test_wordings_that_ask_for_a_case_are_not_repeated_before_all_are_used(language: str) -> None:
    ask = Ask("Teamwork", Move.FOLLOW_UP, Probe.EXAMPLE)
    history: list[Exchange] = []
    for _ in range(5):
        history.append(Exchange(ask, worded(language, history, ask), "No."))
    assert len({exchange.question for exchange in history}) == 5
