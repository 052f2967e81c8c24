"""Who writes in a step, on a simulated clock."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from interviews.llm.local_engine.steps.costs import LEAST_GAIN, StepCosts
from interviews.llm.local_engine.steps.turns import Turns

QWEN_HALF_BILLION = StepCosts({1: 20, 2: 73, 4: 102, 8: 127, 16: 181})
COSTS = st.dictionaries(st.integers(1, 16), st.floats(0.001, 1000), min_size=1).map(StepCosts)
WRITERS = st.integers(1, 16).map(lambda count: list(range(count)))


def rate(costs: StepCosts, writers: list[int], rounds: int = 10) -> float:
    """Return the tokens per unit of time of all writers together."""
    turns = Turns[int](costs)
    time, written = 0.0, 0
    while written < rounds * len(writers):
        group = turns.next_group(writers)
        time += costs.of(costs.padded(len(group)))
        written += len(group)
    return written / time


@given(COSTS, WRITERS)
def test_writers_write_as_fast_as_by_always_batching_or_one_after_another(costs: StepCosts, writers: list[int]) -> None:
    together, alone = len(writers) / costs.of(len(writers)), 1 / costs.of(1)
    assert rate(costs, writers) >= max(together, alone) * (1 - LEAST_GAIN) ** len(writers) * 0.9999


def test_two_streams_of_a_quantized_model_write_as_fast_as_one() -> None:
    assert rate(QWEN_HALF_BILLION, [1, 2]) == rate(QWEN_HALF_BILLION, [1])


@given(COSTS, st.lists(st.sets(st.integers(1, 12), min_size=1), min_size=1, max_size=40))
def test_nobody_waits_longer_than_two_rounds_while_others_come_and_go(costs: StepCosts, steps: list[set[int]]) -> None:
    turns = Turns[int](costs)
    waited: Counter[int] = Counter()
    for present in steps:
        group = turns.next_group(sorted(present))
        assert group and set(group) <= present and len(set(group)) == len(group)
        for writer in present:
            waited[writer] = 0 if writer in group else waited[writer] + 1
        waited = Counter({writer: count for writer, count in waited.items() if writer in present})
        assert max(waited.values()) <= 2 * 12


def test_a_round_is_over_when_everybody_who_still_writes_has_had_a_token() -> None:
    turns = Turns[str](QWEN_HALF_BILLION)
    assert turns.is_round_over(["a", "b", "c"])
    assert turns.next_group(["a", "b", "c"]) == ["a"]
    assert not turns.is_round_over(["a", "b", "c"])
    assert turns.next_group(["a", "b", "c"]) == ["b"]
    assert turns.is_round_over(["a", "b"])
    assert turns.next_group(["a", "b", "c"]) == ["c"]
    assert turns.is_round_over(["a", "b", "c"])


def test_a_round_goes_back_only_if_it_is_told_to() -> None:
    turns = Turns[str](StepCosts({1: 20, 2: 30, 3: 90}))
    groups = [turns.next_group(["a", "b", "c"], turn_back) for turn_back in (False, True, True, False, False, False)]
    assert groups == [["a", "b"], ["c"], ["c"], ["a", "b"], ["c"], ["a", "b"]]


def test_without_writers_there_is_no_group() -> None:
    assert Turns[str](QWEN_HALF_BILLION).next_group([]) == []
