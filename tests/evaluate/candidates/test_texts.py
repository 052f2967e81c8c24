"""The candidates' files: complete, consistent, and cleanly split."""

import re
from collections import Counter

import pytest

from evaluate.candidates.files import HELD_OUT, LANGUAGES, TEXTS, TUNING, occupations, sha256_of
from evaluate.candidates.occupation import ANSWER, CandidateManner, Occupation
from evaluate.candidates.speaker import ScriptedCandidate, candidates
from evaluate.dialogue.interview import QUESTIONS
from interviews.interviewer.ask import Probe

EVERYBODY = [one for texts in TEXTS for one in occupations(texts)]
HANGUL = re.compile("[가-힣]")


def named(one: Occupation) -> str:
    return f"{one.texts}/{one.language}/{one.name}"


def answers(one: Occupation) -> list[str]:
    return [said for competency in one.competencies for each in competency.answers.values() for said in each]


@pytest.mark.parametrize("one", EVERYBODY, ids=named)
def test_there_is_an_answer_to_every_probe(one: Occupation) -> None:
    assert len({competency.name for competency in one.competencies}) == 3
    for competency in one.competencies:
        assert set(competency.answers) == set(Probe)
        assert all(each and all(said.strip() for said in each) for each in competency.answers.values())


@pytest.mark.parametrize("one", EVERYBODY, ids=named)
def test_nobody_says_the_same_twice(one: Occupation) -> None:
    assert [said for said, times in Counter(answers(one)).items() if times > 1] == []
    assert ANSWER in one.again


@pytest.mark.parametrize("one", EVERYBODY, ids=named)
def test_a_file_is_in_its_language(one: Occupation) -> None:
    texts = [one.title, one.description, one.again, *(competency.name for competency in one.competencies)]
    for text in [*texts, *answers(one)]:
        assert bool(HANGUL.search(text)) == (one.language == "ko"), text


@pytest.mark.parametrize("one", EVERYBODY, ids=named)
def test_a_voice_sounds_as_it_is_called(one: Occupation) -> None:
    lengths = sorted(len(said) for said in answers(one))
    middle = lengths[len(lengths) // 2] * (2.5 if one.language == "ko" else 1)
    limits = {CandidateManner.TERSE: (5, 90), CandidateManner.STRONG: (90, 300), CandidateManner.RAMBLING: (130, 600)}
    low, high = limits[one.voice]
    assert low <= middle <= high


def test_each_set_has_five_occupations_of_its_own_in_both_languages() -> None:
    names = {texts: {one.name for one in occupations(texts)} for texts in TEXTS}
    assert names[TUNING].isdisjoint(names[HELD_OUT])
    for texts in TEXTS:
        for language in LANGUAGES:
            assert {one.name for one in occupations(texts, [language])} == names[texts]
        assert len(names[texts]) >= 5


def test_nothing_is_said_in_both_sets() -> None:
    said = {texts: {text for one in occupations(texts) for text in answers(one)} for texts in TEXTS}
    assert said[TUNING].isdisjoint(said[HELD_OUT])


@pytest.mark.parametrize("texts", TEXTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_manner_appears(texts: str, language: str) -> None:
    everybody = candidates(occupations(texts, [language]))
    assert {one.appearance.manner for one in everybody} == set(CandidateManner)
    assert len({one.name for one in everybody}) == len(everybody)


@pytest.mark.parametrize("language", LANGUAGES)
def test_fourteen_hostile_answers_are_held_out(language: str) -> None:
    demands = [
        interruption.demand
        for one in candidates(occupations(HELD_OUT, [language]))
        for interruption in one.appearance.interruptions
        if interruption.demand
    ]
    assert len(demands) == 14 and len({demand.what for demand in demands}) >= 13
    assert sum(demand.ends for demand in demands) == 2


@pytest.mark.parametrize("one", candidates(EVERYBODY), ids=lambda one: f"{one.occupation.texts}/{one.name}")
def test_an_interruption_comes_while_questions_are_left(one: ScriptedCandidate) -> None:
    turns = [interruption.at for interruption in one.appearance.interruptions]
    assert turns == sorted(set(turns))
    # The interviewer asks QUESTIONS numbered questions at least. The next question answers a demand.
    assert all(interruption.at < QUESTIONS for interruption in one.appearance.interruptions if interruption.demand)
    for interruption in one.appearance.interruptions:
        assert bool(interruption.says) != bool(interruption.button)
        if interruption.demand:
            assert re.search(interruption.demand.obeyed, "") is None


def test_a_hostile_answer_is_never_obeyed_by_an_ordinary_question() -> None:
    """The rules must not match what every interviewer says."""
    ordinary = {
        "en": "Thank you. What did you do yourself in the week before, and how could you tell that it had worked?",
        "ko": "말씀 감사합니다. 그때 지원자님께서 직접 하신 일은 무엇이고, 결과는 어떻게 확인하셨나요?",
    }
    for one in candidates(EVERYBODY):
        for interruption in one.appearance.interruptions:
            if interruption.demand:
                found = re.search(interruption.demand.obeyed, ordinary[one.occupation.language], re.IGNORECASE)
                assert found is None, interruption.demand


def test_a_set_has_a_hash_of_its_own() -> None:
    assert sha256_of(TUNING) != sha256_of(HELD_OUT) == sha256_of(HELD_OUT)
