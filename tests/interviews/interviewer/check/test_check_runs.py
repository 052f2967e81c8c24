"""The check of words that a model repeats from an earlier question, whatever it begins with this time."""

from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pytest

from interviews.interviewer.phrases import PHRASES

from .checking import EN, EXPECTED, KO, about, verdict

REPEATED = "repeated: words of an earlier question"


class Run(NamedTuple):
    """A line of runs.tsv; its first line names the columns."""

    kind: str
    language: str
    stem: str
    earlier: str
    written: str

    def verdict(self, *asked: str) -> str:
        return verdict(replace(EXPECTED[self.language], stem=self.stem, asked=asked), f" {self.written}")


def runs(kind: str) -> list[Run]:
    lines = Path(__file__).with_name("runs.tsv").read_text(encoding="utf-8").splitlines()
    return [run for line in lines[1:] if (run := Run(*line.split("\t"))).kind == kind]


@pytest.mark.parametrize("run", runs("repeated"))
def test_a_long_run_of_an_earlier_questions_words_is_refused(run: Run) -> None:
    assert run.verdict("Why?") == ""
    assert run.verdict("Why?", run.earlier) == REPEATED


@pytest.mark.parametrize("run", runs("other"))
def test_the_words_of_any_question_and_another_case_may_return(run: Run) -> None:
    assert run.verdict(run.earlier) == ""


def test_another_way_is_not_another_case() -> None:
    earlier = "병동에서 환자 보호자와 갈등이 생겼을 때 어떻게 하셨나요?"
    question = "다른 방법도 있는데 병동에서 환자 보호자와 갈등이 생겼을 때 그렇게 하신 이유는 무엇인가요?"
    assert verdict(replace(KO, asked=(earlier,)), question) == REPEATED


def test_the_topic_may_return_however_long_it_is() -> None:
    topic = "Keeping the books of a small charity with many volunteers"
    expected = about("en", topic)
    earlier = f"Which situation of yours comes to mind first when you think of {topic}?"
    assert verdict(replace(expected, asked=(earlier,)), f"What is hardest about {topic.lower()}?") == ""
    assert verdict(replace(EN, asked=(earlier,)), f"What is hardest about {topic.lower()}?") == REPEATED


@pytest.mark.parametrize("language", ["en", "ko"])
def test_codes_own_questions_can_all_be_asked_of_one_competency(language: str) -> None:
    topic = {"en": "Handling of complaints", "ko": "고객 불만 처리"}[language]
    worded = [text.format(topic=topic) for text in chain.from_iterable(PHRASES[language].stock.values())]
    for number, question in enumerate(worded):
        others = (*worded[:number], *worded[number + 1 :])
        assert verdict(replace(about(language, topic), asked=others), question) == "", question
