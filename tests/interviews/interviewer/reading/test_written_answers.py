"""Reads answers that people of many occupations might give, and compares with what an interviewer would say."""

from collections import Counter

import pytest

from interviews.interviewer.reading import Manner, Part, read

from .written import ANSWERS, LATER, Written

LEAST = 0.9


@pytest.mark.parametrize("written", ANSWERS + LATER, ids=lambda written: written.answer[:40])
def test_an_answers_manner(written: Written) -> None:
    assert read(written.answer, written.topic).manner == written.manner


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("part", Part)
def test_a_part_is_found_and_is_not_imagined(language: str, part: Part) -> None:
    found, there, both = set(), set(), set()
    for number, written in enumerate(ANSWERS + LATER):
        if written.language != language or written.manner is not Manner.ANSWERS:
            continue
        parts = read(written.answer, written.topic).parts
        if part in written.has:
            there.add(number)
        if part in parts and (part in written.has or part not in written.may):
            found.add(number)
    both = found & there
    assert len(there) >= 12
    assert len(both) / len(found) >= LEAST, [(ANSWERS + LATER)[number].answer for number in found - there]
    assert len(both) / len(there) >= LEAST, [(ANSWERS + LATER)[number].answer for number in there - found]


def test_a_case_and_own_deeds_are_never_missed_or_imagined_where_all_would_agree() -> None:
    for written in ANSWERS:
        if written.manner is Manner.ANSWERS:
            parts = read(written.answer, written.topic).parts & {Part.CASE, Part.OWN}
            assert written.has & {Part.CASE, Part.OWN} <= parts <= written.may, written.answer


def test_only_an_answer_has_parts() -> None:
    for written in ANSWERS + LATER:
        assert written.manner is Manner.ANSWERS or not read(written.answer, written.topic).parts


def test_the_written_answers_are_of_many_occupations_and_of_every_manner_in_both_languages() -> None:
    assert len(ANSWERS) >= 140
    for language in ("en", "ko"):
        of_language = [written for written in ANSWERS if written.language == language]
        assert len(of_language) >= 70
        assert len({written.occupation for written in of_language}) >= 10
        manners = Counter(written.manner for written in of_language)
        assert set(manners) == set(Manner)
        assert min(manners.values()) >= 5
