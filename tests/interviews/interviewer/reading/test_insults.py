"""Insults that are put as questions, and questions of candidates who want an answer."""

from pathlib import Path

import pytest

from interviews.interviewer.reading import Manner, read

CASES = [
    line.split("\t")
    for line in Path(__file__).with_name("insults.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("# ")
]


@pytest.mark.parametrize(("language", "manner", "answer"), CASES)
def test_an_insult_put_as_a_question_is_no_question(language: str, manner: str, answer: str) -> None:
    assert read(answer).manner == manner


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("manner", [Manner.ABUSE, Manner.ASKS_BACK])
def test_there_are_enough_of_both_in_both_languages(language: str, manner: Manner) -> None:
    assert sum(case[:2] == [language, manner] for case in CASES) >= 15


def test_a_story_of_an_insult_is_an_answer() -> None:
    told = "A guest asked me whether I was deaf and who had paid for such garbage. I moved him to a quiet room myself."
    assert read(told).manner is Manner.ANSWERS
    korean = "손님이 이런 쓰레기를 누가 돈 주고 샀냐고 소리를 지르셔서, 제가 직접 환불해 드리고 배웅했습니다."
    assert read(korean).manner is Manner.ANSWERS
