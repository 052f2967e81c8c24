"""The numbers of the latency chart, and its geometry."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.staff.day_chart import BOTTOM, LEFT, RIGHT, STEPS_MS, TOP, Scale, chart_of
from interviews.staff.last_day import HOURS, EndedAttempt, Hour, Spread, by_hour, first_hour, spread

NOW = datetime(2026, 3, 29, 14, 40, tzinfo=ZoneInfo("Europe/Berlin"))  # clocks went forward the night before


def row(hours_ago: float, first_token_ms: int | None = 300, outcome: str = "done") -> EndedAttempt:
    return EndedAttempt(NOW.astimezone(UTC) - timedelta(hours=hours_ago), outcome, first_token_ms, None)


def test_the_hours_are_consecutive_and_end_with_the_current_one() -> None:
    begins = [hour.begins for hour in by_hour([], NOW)]
    assert len(begins) == HOURS
    assert {after - before for before, after in pairwise(begins)} == {timedelta(hours=1)}
    assert begins[-1] <= NOW < begins[-1] + timedelta(hours=1)


def test_hours_are_in_local_time_even_if_it_jumped() -> None:
    shown = [hour.begins.astimezone(NOW.tzinfo).strftime("%H:%M") for hour in by_hour([], NOW)]
    assert shown[-1] == "14:00"
    assert shown[shown.index("01:00") + 1] == "03:00"


def test_hours_start_on_the_hour_in_half_hour_time_zones() -> None:
    now = NOW.astimezone(ZoneInfo("Asia/Kolkata"))
    assert {hour.begins.astimezone(now.tzinfo).minute for hour in by_hour([], now)} == {0}


def test_questions_count_in_the_hour_in_which_they_began() -> None:
    hours = by_hour([row(0), row(0.7), row(0.5), row(22)], NOW)
    assert [(at, hour.asked) for at, hour in enumerate(hours) if hour.asked] == [(1, 1), (22, 1), (23, 2)]


def test_attempts_outside_the_day_do_not_count() -> None:
    hours = by_hour([row(24), row(-1)], NOW)
    assert sum(hour.asked for hour in hours) == 0


def test_a_failure_is_not_a_question_and_its_times_do_not_count() -> None:
    hour = by_hour([row(0, 200), row(0, 9_000, outcome="failed")], NOW)[-1]
    assert (hour.asked, hour.failed, hour.first_token) == (1, 1, Spread(200, 200))


def test_an_hour_without_questions_has_no_times() -> None:
    assert by_hour([row(0, None)], NOW)[-1].spreads == (None, None)
    assert by_hour([], NOW)[0] == Hour(first_hour(NOW), 0, 0, None, None)


def test_median_and_95th_percentile_are_observed_times() -> None:
    assert spread(range(1, 101)) == Spread(50, 95)
    assert spread([400, None, 100]) == Spread(100, 400)
    assert spread([7]) == Spread(7, 7)
    assert spread([None]) is None


# The chart


def hours(*spreads: Spread | None) -> list[Hour]:
    """Return the latest hours, with first tokens only."""
    empty = by_hour([], NOW)
    newest = [hour._replace(first_token=waits) for hour, waits in zip(empty[-len(spreads) :], spreads, strict=True)]
    return empty[: -len(spreads)] + newest


def test_an_hour_without_questions_breaks_the_line() -> None:
    waits = Spread(300, 400)
    series = chart_of(hours(waits, waits, None, waits, None, waits, waits, waits)).first_token
    assert [len(path.split()) for path in series.paths] == [2, 3]
    assert len(series.marks) == 6


def test_every_mark_stands_under_its_hours_label() -> None:
    chart = chart_of(hours(*[Spread(300, 400)] * HOURS))
    at = {label.begins: label.x for label in chart.labels}
    assert max(at.values()) < RIGHT
    newest = by_hour([], NOW)[-1].begins
    assert abs(chart.first_token.marks[-1].x - at[newest]) < 12


def test_the_promised_half_second_is_a_line_of_every_chart() -> None:
    for waits in (None, Spread(5, 6), Spread(300, 400), Spread(90_000, 900_000)):
        [promise] = [line for line in chart_of(hours(waits)).lines if line.is_promise]
        assert promise.seconds == 0.5
        assert TOP < promise.y < BOTTOM


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(sorted), max_size=HOURS, min_size=1))
def test_nothing_is_outside_the_chart_and_longer_times_are_higher(pairs: list[list[int]]) -> None:
    chart = chart_of(hours(*[Spread(*pair) for pair in pairs]))
    for mark in chart.first_token.marks:
        assert LEFT <= mark.x <= RIGHT
        assert TOP <= mark.y_p95 <= mark.y <= BOTTOM
    heights = [line.y for line in chart.lines]
    assert heights == sorted(heights, reverse=True)


def test_half_a_second_is_readable_beside_a_minute() -> None:
    scale = Scale([Spread(300, 60_000)])
    assert scale.steps == [step for step in STEPS_MS if 200 <= step <= 60_000]
    assert BOTTOM - scale.y(500) > 30
    assert scale.y(1_000_000) == TOP


@pytest.mark.parametrize("extreme", [0, 1, 10**9])
def test_a_time_beyond_the_scale_is_drawn_at_its_end(extreme: int) -> None:
    assert Scale([Spread(extreme, extreme)]).y(extreme) in (TOP, BOTTOM)
