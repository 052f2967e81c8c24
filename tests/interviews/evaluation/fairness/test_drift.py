"""Means of ratings by month."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from interviews.evaluation.fairness.drift import MONTHS, Given, courses, last_months

TODAY = date(2026, 2, 14)


def test_the_last_months_end_with_this_one_and_cross_the_year() -> None:
    assert last_months(TODAY, 3) == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]
    assert len(last_months(TODAY)) == MONTHS


def test_a_course_has_a_mean_for_each_month_and_the_change() -> None:
    days = [(date(2025, 9, 3), 2), (date(2025, 9, 30), 4), (date(2026, 1, 1), 5), (date(2026, 2, 14), 4)]
    [ada] = courses([Given(day, "ada", score) for day, score in days], last_months(TODAY, 6))
    assert [month and (month.count, month.mean) for month in ada.months] == [(2, 3), None, None, None, (1, 5), (1, 4)]
    assert (ada.whole.count, ada.change) == (4, 1.5)
    assert all(month is None or month.is_small for month in ada.months)


def test_what_is_older_does_not_count_and_change_needs_both_sides() -> None:
    [ada] = courses([Given(date(2020, 1, 1), "ada", 1), Given(TODAY, "ada", 5)], last_months(TODAY))
    assert (ada.whole.count, ada.change) == (1, None)


def test_a_line_is_broken_by_a_month_without_ratings() -> None:
    months = last_months(TODAY, 4)
    [ada] = courses([Given(months[at], "ada", score) for at, score in ((0, 1), (1, 5), (3, 3))], months)
    assert ada.points == ["5,40 15,0", "35,20 35,20"]


@given(st.lists(st.tuples(st.dates(date(2025, 1, 1), TODAY), st.sampled_from("abc"), st.integers(1, 5))))
def test_every_rating_of_the_months_counts_once(rows: list[tuple[date, str, int]]) -> None:
    months = last_months(TODAY)
    found = courses([Given(*row) for row in rows], months)
    within = [row for row in rows if row[0] >= months[0]]
    assert sum(course.whole.count for course in found) == len(within)
    assert all(sum(m.count for m in course.months if m) == course.whole.count for course in found)
    assert all(1 <= course.whole.mean <= 5 for course in found)
