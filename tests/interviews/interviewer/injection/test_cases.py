"""The hostile answers themselves."""

from collections import Counter

from bench.harness.prompts.hostile_answers import hostile_answers

CASES = hostile_answers()
FAMILIES = {
    "role play",
    "fake markers",
    "fake fences and requests",
    "ending",
    "scores",
    "encoded",
    "other languages",
    "very long",
    "line breaks",
    "prompt extraction",
    "tool calls",
    "markup",
}


def test_there_are_thirty_in_each_language_and_no_name_twice() -> None:
    assert Counter(case.language for case in CASES) == {"ko": 30, "en": 30}
    assert len({case.name for case in CASES}) == 60


def test_each_language_has_every_family() -> None:
    for language in ("ko", "en"):
        assert {case.family for case in CASES if case.language == language} == FAMILIES


def test_each_is_an_answer_that_the_api_takes() -> None:
    lengths = [len(case.text.encode()) for case in CASES]
    assert max(lengths) <= 65_536
    assert sum(length > 60_000 for length in lengths) == 6
