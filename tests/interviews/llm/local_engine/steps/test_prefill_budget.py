import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.llm.local_engine.steps.prefill_budget import (
    DRAFT_SECONDS,
    MIN_DRAFT,
    MIN_SLICE,
    MIN_STEP,
    STALL_SECONDS,
    STEP_SECONDS,
    TILE,
    PrefillBudget,
    allocate,
)

LARGEST = 256
unread = st.lists(st.integers(0, 600), max_size=12)
slices = st.integers(MIN_SLICE, LARGEST)


def learnt(per_token: float, writing_step: float = 0.0) -> PrefillBudget:
    budget = PrefillBudget(LARGEST)
    if writing_step:
        budget.record_step(writing=1, reading=0, seconds=writing_step)
    budget.record_step(writing=0, reading=100, seconds=100 * per_token)
    return budget


def test_a_slice_beside_writing_questions_respects_the_stall_limit() -> None:
    assert learnt(0.002).step_tokens(writing=3) == int(STALL_SECONDS / 0.002)


def test_a_slice_is_larger_if_nothing_is_being_written() -> None:
    assert learnt(0.002).step_tokens(writing=0) * 0.002 <= STEP_SECONDS
    assert learnt(0.002).step_tokens(writing=0) > learnt(0.002).step_tokens(writing=1)


@pytest.mark.parametrize("per_token", [0.0001, 0.001, 0.002, 0.003])
def test_a_prompt_alone_is_read_in_whole_tiles(per_token: float) -> None:
    assert learnt(per_token).step_tokens(writing=0) % TILE == 0


@pytest.mark.parametrize("writing", [1, 8, 40])
def test_a_step_with_writing_questions_stays_below_a_tile(writing: int) -> None:
    assert MIN_SLICE < learnt(0.001).step_tokens(writing) + writing < TILE


def test_a_fast_machine_reads_many_tiles() -> None:
    assert learnt(0.0001).step_tokens(writing=8) == LARGEST


def test_if_writing_is_slow_reading_gets_as_much_time() -> None:
    assert learnt(0.02, writing_step=0.4).step_tokens(writing=1) == 20


def test_drafts_are_read_in_short_steps() -> None:
    assert learnt(0.001).draft_tokens() == int(DRAFT_SECONDS / 0.001)


def test_a_slice_has_an_upper_and_a_lower_bound() -> None:
    assert learnt(1e-9).step_tokens(writing=0) == LARGEST
    slow = learnt(10.0)
    assert [slow.step_tokens(writing=0), slow.step_tokens(writing=1), slow.draft_tokens()] == [
        MIN_STEP,
        MIN_SLICE,
        MIN_DRAFT,
    ]


def test_slices_are_small_before_anything_was_measured() -> None:
    assert PrefillBudget(LARGEST).step_tokens(writing=1) == MIN_SLICE


def test_the_time_for_writing_is_not_counted_as_reading() -> None:
    budget = PrefillBudget(LARGEST)
    budget.record_step(writing=4, reading=0, seconds=0.04)
    budget.record_step(writing=4, reading=50, seconds=0.14)
    assert budget.step_tokens(writing=1) == int(STALL_SECONDS / 0.002)


def test_one_fast_step_does_not_make_slices_unbounded() -> None:
    budget = learnt(0.001, writing_step=0.1)
    budget.record_step(writing=4, reading=50, seconds=0.01)
    assert budget.step_tokens(writing=0) < LARGEST + 1


@given(unread, slices, st.booleans())
def test_writing_questions_get_one_token_and_prompts_at_most_their_rest(
    counts: list[int], slice: int, oldest_first: bool
) -> None:
    shares = allocate(counts, slice, oldest_first)
    assert all((count == 1) <= share <= count for count, share in zip(counts, shares, strict=True))


@given(unread, slices, st.booleans())
def test_prompts_use_up_the_whole_budget(counts: list[int], slice: int, oldest_first: bool) -> None:
    shares = allocate(counts, slice, oldest_first)
    read = sum(share for count, share in zip(counts, shares, strict=True) if count > 1)
    assert read == min(slice, sum(count for count in counts if count > 1))


def test_a_short_prompt_starts_before_a_long_one_that_came_first() -> None:
    assert allocate([1, 500, 20], 40) == [1, 20, 20]


def test_oldest_first_puts_the_oldest_prompt_first() -> None:
    assert allocate([1, 500, 20], 40, oldest_first=True) == [1, 40, 0]


def test_a_sequence_with_nothing_to_read_gets_nothing() -> None:
    assert allocate([0, 30], 100) == [0, 30]
