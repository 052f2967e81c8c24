"""What is said of a rater: how they differ from others on the same answers, and from before. Nothing rests on few."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from interviews.evaluation.fairness.drift import FEW, last_months
from interviews.evaluation.fairness.habits import PersonalScore, habits

TODAY = date(2026, 2, 14)
MONTHS = last_months(TODAY)
LONG_AGO = TODAY - timedelta(days=200)


def scores(by: str, *values: int, day: date = TODAY, first: int = 0) -> list[PersonalScore]:
    """Return scores of different objects, those with the same number being about the same."""
    return [PersonalScore(day, by, value, first + number) for number, value in enumerate(values)]


def test_a_rater_is_compared_with_others_on_the_same_answers_alone() -> None:
    ada, bob = scores("ada", *[4] * FEW), scores("bob", *[2] * FEW)
    alone = scores("ada", *[1] * 40, first=100)
    found = habits(ada + bob + alone, MONTHS)
    assert [(row.by, row.count, row.against_others) for row in found.shown] == [("ada", FEW + 40, 2), ("bob", FEW, -2)]


def test_a_rater_is_compared_with_before() -> None:
    [ada] = habits(scores("ada", *[2] * FEW, day=LONG_AGO) + scores("ada", *[5] * FEW), MONTHS).shown
    assert (ada.change, ada.against_others) == (3, None)


def test_few_scores_say_nothing_and_name_nobody() -> None:
    few = FEW - 1
    found = habits(
        scores("ada", *[2] * few, day=LONG_AGO) + scores("ada", 5, first=few) + scores("bob", *[1] * few), MONTHS
    )
    assert [(row.by, row.against_others, row.change) for row in found.shown] == [("ada", None, None)]
    assert found.hidden == 1


def test_what_is_older_than_the_months_does_not_count() -> None:
    assert habits(scores("ada", *[2] * FEW, day=date(2020, 1, 1)), MONTHS) == ([], 0)


DAYS = st.sampled_from([LONG_AGO, MONTHS[-3], TODAY])


@given(st.lists(st.tuples(DAYS, st.sampled_from("abc"), st.integers(1, 5), st.integers(0, 5))))
def test_everybody_is_shown_or_counted(rows: list[tuple[date, str, int, int]]) -> None:
    found = habits([PersonalScore(*row) for row in rows], MONTHS)
    assert len(found.shown) + found.hidden == len({by for _day, by, _score, _about in rows})
    for row in found.shown:
        assert row.count >= FEW
        assert all(value is None or -4 <= value <= 4 for value in (row.against_others, row.change))
