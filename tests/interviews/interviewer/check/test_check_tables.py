"""The check on written questions: good.tsv holds what an experienced interviewer asks, bad.tsv what nobody may ask."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from interviews.interviewer.check import Expectation, Flaw, refusal
from interviews.interviewer.check.forbidden import TOPICS

MOST_FALSE_REFUSALS, MOST_FALSE_ACCEPTANCES = 0.02, 0.03
# Flaws that need a history, an answer or a stream.
NOT_IN_A_TABLE = {Flaw.REPEATED, Flaw.EMPTY, Flaw.FORBIDDEN, Flaw.INVENTED}


class Written(NamedTuple):
    """A question of a table. `flaw` is a Flaw or a forbidden topic, and "" for a good question."""

    language: str
    position: str
    competency: str
    question: str
    flaw: str = ""

    def found(self) -> str:
        """Return "" if the check accepts the question, else why not."""
        return str(refusal(Expectation(self.language, self.competency, self.position), self.question) or "")


def read(name: str) -> list[Written]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [Written(*line.split("\t")) for line in lines[1:]]


GOOD, BAD = read("good.tsv"), read("bad.tsv")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_good_questions_are_accepted(language: str) -> None:
    written = [row for row in GOOD if row.language == language]
    missed = [f"{found}: {row.question}" for row in written if (found := row.found())]
    assert len(missed) <= MOST_FALSE_REFUSALS * len(written), "\n".join(missed)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_bad_questions_are_refused(language: str) -> None:
    written = [row for row in BAD if row.language == language]
    missed = [f"{row.flaw}: {row.question}" for row in written if not row.found()]
    assert len(missed) <= MOST_FALSE_ACCEPTANCES * len(written), "\n".join(missed)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_reason_is_mostly_the_expected_one(language: str) -> None:
    written = [row for row in BAD if row.language == language]
    other = [f"{row.flaw}, not {row.found()}: {row.question}" for row in written if row.flaw not in row.found()]
    assert len(other) <= 0.1 * len(written), "\n".join(other)


def test_the_tables_are_large_and_have_every_flaw_in_both_languages() -> None:
    for table in (GOOD, BAD):
        assert len({row.question for row in table}) == len(table) >= 170
        assert all(count >= 80 for count in Counter(row.language for row in table).values())
    assert len({row.position for row in GOOD}) >= 15
    wanted = {*TOPICS, *map(str, Flaw)} - set(map(str, NOT_IN_A_TABLE))
    found = {(row.language, row.flaw) for row in BAD}
    missing = {(language, flaw) for language in ("en", "ko") for flaw in wanted} - found
    assert missing == {("en", "register"), ("ko", "obeys")}


def test_every_flaw_fits_into_the_column_of_failures() -> None:
    assert max(map(len, Flaw)) <= 20
