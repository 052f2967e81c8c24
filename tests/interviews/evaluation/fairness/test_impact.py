"""Impact ratios, their intervals and their warnings."""

from math import inf

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from interviews.evaluation.fairness.impact import (
    FEW,
    LEAST_SHOWN,
    Group,
    above_median,
    counted,
    impacts,
    ratio_interval,
)

CRITICAL = 3.841458820694124  # the 95 % quantile of chi-square with one degree of freedom


@st.composite
def groups(draw: st.DrawFn, least: int = 1) -> Group:
    people = draw(st.integers(least, 300))
    return Group(draw(st.sampled_from("ABCDEFGH")), people, draw(st.integers(0, people)))


def chi_square(one: Group, other: Group) -> float:
    """Pearson's statistic of a table of two by two, without correction."""
    a, b, c, d = one.selected, one.people - one.selected, other.selected, other.people - other.selected
    below = (a + b) * (c + d) * (a + c) * (b + d)
    return (a + b + c + d) * (a * d - b * c) ** 2 / below if below else 0.0


def test_the_interval_is_the_one_of_the_literature() -> None:
    """Perondi et al. (2004), as Fagerland, Lydersen and Laake's package of contingency tables gives it."""
    low, high = ratio_interval(Group("high dose", 34, 7), Group("standard", 34, 1))
    assert (round(low, 4), round(high, 4)) == (1.2209, 42.5757)


@given(groups(), groups())
def test_the_interval_holds_the_ratio(one: Group, other: Group) -> None:
    assume(one.selected or other.selected)
    low, high = ratio_interval(one, other)
    ratio = one.rate / other.rate if other.selected else inf
    assert 0 <= low <= ratio <= high


@given(groups(), groups())
def test_the_interval_leaves_out_1_if_and_only_if_the_rates_differ_by_more_than_chance(
    one: Group, other: Group
) -> None:
    assume(one.selected or other.selected)
    assume(abs(chi_square(one, other) - CRITICAL) > 1e-6)
    low, high = ratio_interval(one, other)
    assert (not low <= 1 <= high) == (chi_square(one, other) > CRITICAL)


@given(groups(), groups())
def test_turning_the_groups_round_turns_the_interval_round(one: Group, other: Group) -> None:
    assume(one.selected and other.selected)
    low, high = ratio_interval(one, other)
    turned_low, turned_high = ratio_interval(other, one)
    assert turned_low == pytest.approx(1 / high, rel=1e-6)
    assert turned_high == pytest.approx(1 / low, rel=1e-6)


@given(groups(), groups(), st.integers(2, 20))
def test_more_people_with_the_same_rates_narrow_the_interval(one: Group, other: Group, times: int) -> None:
    assume(one.selected and other.selected)
    low, high = ratio_interval(one, other)
    larger = [Group(each.name, each.people * times, each.selected * times) for each in (one, other)]
    narrow_low, narrow_high = ratio_interval(larger[0], larger[1])
    assert low <= narrow_low + 1e-9 and narrow_high <= high + 1e-9


@given(st.lists(groups(), unique_by=lambda group: group.name, max_size=8))
def test_ratios_are_from_0_to_1_and_the_reference_has_1(found: list[Group]) -> None:
    shown = impacts(found)
    assert [impact.group.name for impact in shown] == sorted(g.name for g in found if g.people >= LEAST_SHOWN)
    assert sum(impact.is_reference for impact in shown) == bool(shown)
    for impact in shown:
        assert impact.ratio is None or 0 <= impact.ratio <= 1
        if impact.is_reference:
            assert impact.ratio in (None, 1)
        assert impact.is_below == (impact.ratio is not None and impact.ratio < 0.8)


def test_four_fifths_is_not_below_four_fifths() -> None:
    shown = impacts([Group("a", 100, 40), Group("b", 100, 50), Group("c", 100, 39)])
    assert [impact.is_below for impact in shown] == [False, False, True]


def test_a_group_of_few_is_marked_and_a_smaller_one_is_not_shown() -> None:
    shown = impacts([Group("a", FEW, 10), Group("b", FEW - 1, 5), Group("c", LEAST_SHOWN - 1, 1)])
    assert [(impact.group.name, impact.is_small) for impact in shown] == [("a", False), ("b", True)]


def test_it_is_said_if_one_person_would_turn_it_round() -> None:
    shown = impacts([Group("a", 10, 3), Group("b", 10, 4), Group("c", 10, 1)])
    assert [impact.hangs_on_one for impact in shown] == [True, False, False]


def test_if_nobody_is_selected_there_is_no_ratio() -> None:
    assert [impact.ratio for impact in impacts([Group("a", 50, 0), Group("b", 50, 0)])] == [None, None]


def test_there_are_no_impacts_without_groups() -> None:
    assert impacts([]) == []


def test_people_above_the_median_of_all_are_those_with_a_higher_score() -> None:
    assert above_median({"a": [1, 2, 3], "b": [3, 4]}) == {"a": [False, False, False], "b": [False, True]}
    assert above_median({}) == {}
    assert counted({"a": [True, False]}) == [Group("a", 2, 1)]
