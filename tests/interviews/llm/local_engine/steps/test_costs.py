"""How a round of writers is divided into steps, by what steps cost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.llm.local_engine.steps.costs import LEAST_GAIN, StepCosts

# Measured: milliseconds of a step by its rows.
QWEN_HALF_BILLION = StepCosts({1: 20, 2: 73, 4: 102, 8: 127, 16: 181})
F16 = StepCosts({1: 10, 2: 11, 4: 13, 8: 17, 16: 30})
COSTS = st.dictionaries(st.integers(1, 20), st.floats(0.001, 1000), min_size=1).map(StepCosts)


@pytest.mark.parametrize(
    ("costs", "rows", "groups"),
    [
        (QWEN_HALF_BILLION, 1, [1]),
        (QWEN_HALF_BILLION, 2, [1, 1]),
        (QWEN_HALF_BILLION, 4, [1, 1, 1, 1]),
        (QWEN_HALF_BILLION, 8, [8]),
        (QWEN_HALF_BILLION, 10, [10]),
        (QWEN_HALF_BILLION, 16, [16]),
        (F16, 4, [4]),
        (F16, 16, [16]),
    ],
)
def test_a_round_takes_the_steps_that_cost_least(costs: StepCosts, rows: int, groups: list[int]) -> None:
    assert costs.groups(rows) == groups


@given(COSTS, st.integers(1, 24))
def test_a_round_has_every_row_once_and_costs_no_more_than_any_simple_way(costs: StepCosts, rows: int) -> None:
    groups = costs.groups(rows)
    assert sum(groups) == rows and groups == sorted(groups, reverse=True)
    spent = sum(costs.of(costs.padded(size)) for size in groups)
    # A gain that is too small is left, at each of the splits that lead to a division.
    for size in range(1, rows + 1):
        simple = (rows // size) * costs.of(size) + (costs.of(rows % size) if rows % size else 0)
        assert spent * (1 - LEAST_GAIN) ** rows <= simple * 1.0001


def test_a_step_is_filled_up_to_a_wider_one_that_takes_less_time() -> None:
    costs = StepCosts({1: 100, 2: 40, 4: 80, 8: 60})
    assert [costs.padded(rows) for rows in (1, 2, 3, 4, 5, 8)] == [1, 2, 3, 8, 8, 8]
    assert costs.groups(4) == [4] and costs.groups(7) == [7]


def test_numbers_of_rows_that_were_not_measured_are_interpolated() -> None:
    costs = StepCosts({2: 20, 4: 40})
    assert [costs.of(rows) for rows in (1, 2, 3, 4, 8)] == [20, 20, 30, 40, 80]
