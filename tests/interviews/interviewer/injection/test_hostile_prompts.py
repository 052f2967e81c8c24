"""A prompt with a hostile answer has the same structure as with a plain answer."""

import pytest

from bench.cases.interviewer.injection import Subject, Way, prompts_hold
from bench.harness.prompts.hostile_answers import HostileAnswer, hostile_answers
from bench.harness.prompts.plan_decisions import twin
from bench.harness.prompts.whole_prompts import unfenced

CASES = [pytest.param(case, id=case.name) for case in hostile_answers()]


@pytest.mark.parametrize("way", [Subject.ours, Subject.served], ids=["local", "served"])
@pytest.mark.parametrize("case", CASES)
def test_the_prompt_keeps_its_structure(case: HostileAnswer, way: Way, tried: list[Subject]) -> None:
    assert [subject.name for subject in tried if not prompts_hold(way, subject, case)] == []


@pytest.mark.parametrize("case", CASES)
def test_a_local_model_reads_no_marker_even_without_the_fence(case: HostileAnswer, tried: list[Subject]) -> None:
    for subject in tried:
        read, prompt = subject.vocabulary.reading, subject.template.prompt
        hostile, plain = (unfenced(case.language, answer) for answer in (case.text, twin(case.text)))
        for ours, theirs in zip(hostile, plain, strict=True):
            assert read(prompt(ours).tokens).markers == read(prompt(theirs).tokens).markers, subject.name


def test_an_answer_of_markers_breaks_what_is_rendered_and_read_in_one_go(tried: list[Subject]) -> None:
    """Without this, the tests above could pass for nothing."""
    broken = {
        subject.name
        for subject in tried
        for case in hostile_answers()
        if case.family == "fake markers" and not prompts_hold(Subject.naive, subject, case)
    }
    assert broken == {subject.name for subject in tried}
