"""How a thread's time is divided between a prompt and the questions being written, on a simulated clock."""

from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.llm.local_engine.steps.costs import StepCosts
from interviews.llm.local_engine.steps.cycle import READER_TOKENS_PER_SECOND, READING_SHARE, Cycle, is_behind
from interviews.llm.local_engine.steps.prefill_budget import ROWS, PrefillBudget
from interviews.llm.local_engine.steps.turns import Turns

GAP, LARGEST = 0.25, 256
ROUNDS_BEFORE = 8  # that the questions had when the prompt came


@dataclass
class Machine:
    """Writes `writers` questions and reads one prompt, with a token read in `per_token` seconds."""

    per_token: float
    costs: StepCosts
    writers: int
    now: float = 0.0
    at: dict[int, list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.budget, self.cycle, self.turns = PrefillBudget(LARGEST), Cycle(GAP), Turns[int](self.costs)
        self.budget.record(64, 64 * self.per_token)
        self.at = {writer: [] for writer in range(self.writers)}

    @property
    def round_seconds(self) -> float:
        return sum(map(self.costs.of, self.costs.groups(self.writers)))

    def write(self) -> None:
        group = self.turns.next_group(list(self.at), self.cycle.may_turn_back)
        seconds = self.costs.of(len(group))
        self.now += seconds
        for writer in group:
            self.at[writer].append(self.now)
        self.cycle.have_written(seconds, self.turns.is_round_over(list(self.at)))

    def read(self, tokens: int) -> int:
        count = min(tokens, self.budget.tokens_between(self.cycle.reading_seconds, self.cycle.longest_slice))
        self.now += count * self.per_token
        self.budget.record(count, count * self.per_token)
        self.cycle.have_read(count * self.per_token)
        return count

    def anyone_is_behind(self) -> bool:
        pause = self.cycle.reading_seconds
        return any(is_behind(len(at), self.now - at[0], pause) for at in self.at.values())

    def join(self, tokens: int) -> float:
        """Write for a while, then read a prompt beside that. Return the seconds that it took."""
        for _ in range(ROUNDS_BEFORE * self.writers):
            self.write()
        while not self.turns.is_round_over(list(self.at)):
            self.write()
        began = self.now
        while tokens:
            is_time = self.cycle.is_time_to_read(self.anyone_is_behind())
            if self.turns.is_round_over(list(self.at)) and is_time:
                tokens -= self.read(tokens)
            else:
                self.write()
        took = self.now - began
        for _ in range(self.writers):
            self.write()
        return took

    def longest_gap(self) -> float:
        return max(b - a for at in self.at.values() for a, b in pairwise(at))


PER_TOKEN = st.floats(0.00005, 0.02)
COSTS = st.lists(st.floats(0.001, 0.08), min_size=1, max_size=4).map(
    lambda steps: StepCosts({2**n: sum(steps[: n + 1]) for n in range(len(steps))})
)


@settings(deadline=None)
@given(PER_TOKEN, COSTS, st.integers(1, 12), st.integers(2, 1500))
def test_a_prompt_gets_a_quarter_of_the_time_at_least(
    per_token: float, costs: StepCosts, writers: int, tokens: int
) -> None:
    machine = Machine(per_token, costs, writers)
    assert machine.join(tokens) <= 4 * tokens * per_token + machine.round_seconds + GAP


@settings(deadline=None)
@given(PER_TOKEN, COSTS, st.integers(1, 12), st.integers(2, 1500))
def test_no_gap_is_longer_than_the_bound_or_than_the_machine_needs(
    per_token: float, costs: StepCosts, writers: int, tokens: int
) -> None:
    machine = Machine(per_token, costs, writers)
    machine.join(tokens)
    least_slice = ROWS * per_token
    needed = machine.round_seconds + max(machine.round_seconds, least_slice, READING_SHARE * GAP)
    assert machine.longest_gap() <= max(GAP, needed) * 1.001


@pytest.mark.parametrize("writers", [1, 4, 8])
def test_on_a_fast_machine_readers_have_their_pace_and_the_prompt_has_the_rest(writers: int) -> None:
    machine = Machine(0.0005, StepCosts({1: 0.005, 8: 0.012}), writers)
    took = machine.join(3000)
    for at in machine.at.values():
        for number, moment in enumerate(at, start=1):
            assert number + 1 >= READER_TOKENS_PER_SECOND * (moment - at[0])
    assert took < 1.5 * 3000 * 0.0005


def test_who_is_far_ahead_of_the_reader_waits_for_a_prompt_after_each_round() -> None:
    cycle = Cycle(GAP)
    cycle.have_read(0.1)
    assert not cycle.is_time_to_read(readers_wait=False)
    cycle.have_written(0.01, is_round_over=True)
    assert cycle.is_time_to_read(readers_wait=False) and not cycle.is_time_to_read(readers_wait=True)
    cycle.have_written(0.1, is_round_over=True)
    assert cycle.is_time_to_read(readers_wait=True)


def test_short_slices_follow_each_other_as_long_as_there_is_time() -> None:
    cycle, third = Cycle(GAP), READING_SHARE * GAP / 3
    cycle.have_read(third)
    assert cycle.is_time_to_read(readers_wait=True)
    cycle.have_read(third)
    cycle.have_read(third)
    assert not cycle.is_time_to_read(readers_wait=False)


def test_a_round_lasts_from_its_first_step_to_its_last() -> None:
    cycle = Cycle(GAP)
    cycle.have_written(0.25, is_round_over=False)
    cycle.have_written(0.25, is_round_over=True)
    assert cycle.reading_seconds == 0.5
    cycle.have_written(1.0, is_round_over=True)
    assert cycle.reading_seconds == pytest.approx(0.6)  # corrected slowly


def test_a_reader_waits_if_the_words_will_not_last() -> None:
    assert is_behind(written=1, seconds=0, pause=0.1)
    assert not is_behind(written=2, seconds=0, pause=0.1)
    assert is_behind(written=15, seconds=1, pause=0.1) and not is_behind(written=17, seconds=1, pause=0.1)


def test_a_round_may_go_back_if_two_fit_into_the_longest_gap_and_nothing_was_read_between() -> None:
    cycle = Cycle(GAP)
    assert not cycle.may_turn_back
    cycle.have_written(0.5 * GAP, is_round_over=True)
    assert cycle.may_turn_back
    cycle.have_read(0.01)
    assert not cycle.may_turn_back
    cycle.have_written(0.7 * GAP, is_round_over=True)
    cycle.have_written(0.7 * GAP, is_round_over=True)
    assert not cycle.may_turn_back
