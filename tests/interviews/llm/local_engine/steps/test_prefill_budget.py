"""How much of a prompt a step reads, and of which prompts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.llm.local_engine.steps.prefill_budget import (
    DRAFT_SECONDS,
    ROWS,
    STEP_SECONDS,
    TILE,
    PrefillBudget,
    allocate,
)

LARGEST = 256
unread = st.lists(st.integers(0, 600), max_size=12)
slices = st.integers(ROWS, LARGEST)


def learnt(per_token: float) -> PrefillBudget:
    budget = PrefillBudget(LARGEST)
    budget.record(100, 100 * per_token)
    return budget


@pytest.mark.parametrize("per_token", [0.0001, 0.001, 0.002, 0.003])
def test_a_prompt_alone_is_read_in_whole_tiles(per_token: float) -> None:
    tokens = learnt(per_token).tokens_alone()
    assert tokens % TILE == 0 and tokens * per_token <= STEP_SECONDS


@given(st.floats(0.00001, 0.1), st.floats(0.001, 1.0), st.floats(0.001, 1.0))
def test_a_slice_between_rounds_is_whole_tiles_or_whole_rows(per_token: float, seconds: float, more: float) -> None:
    tokens = learnt(per_token).tokens_between(seconds, seconds + more)
    assert ROWS <= tokens <= LARGEST and tokens % (TILE if tokens > TILE else ROWS) == 0
    assert tokens == ROWS or tokens * per_token <= (seconds + more if tokens == TILE else seconds) * 1.001


def test_one_tile_may_take_longer_than_a_part_of_a_tile() -> None:
    budget = learnt(0.003)
    assert budget.tokens_between(0.1, 0.22) == TILE
    assert budget.tokens_between(0.1, 0.15) == 2 * ROWS
    assert budget.tokens_between(0.5, 0.5) == 2 * TILE


def test_drafts_are_read_in_short_steps() -> None:
    assert learnt(0.001).draft_tokens() == int(DRAFT_SECONDS / 0.001)


def test_a_slice_has_an_upper_and_a_lower_bound() -> None:
    fast, slow = learnt(1e-9), learnt(10.0)
    assert [fast.tokens_alone(), fast.tokens_between(0.1, 0.1), fast.draft_tokens()] == [LARGEST] * 3
    assert [slow.tokens_alone(), slow.tokens_between(0.1, 0.1), slow.draft_tokens()] == [TILE, ROWS, ROWS]


def test_slices_are_small_before_anything_was_measured() -> None:
    assert PrefillBudget(LARGEST).tokens_between(0.1, 0.1) == ROWS


def test_one_odd_step_changes_slices_slowly() -> None:
    budget = learnt(0.001)
    budget.record(64, 0.64)  # ten times as slow: another process had the core
    assert budget.tokens_alone() >= TILE
    budget = learnt(0.001)
    budget.record(64, 0.0064)
    assert budget.tokens_alone() <= 320


def test_a_handful_of_tokens_says_nothing_about_a_slice() -> None:
    budget = learnt(0.001)
    budget.record(2, 0.1)
    assert budget.tokens_alone() == learnt(0.001).tokens_alone()


@given(unread, slices, st.booleans())
def test_prompts_get_at_most_their_rest_and_the_budget(counts: list[int], slice: int, oldest_first: bool) -> None:
    shares = allocate(counts, slice, oldest_first)
    assert all(0 <= share <= count for count, share in zip(counts, shares, strict=True))
    assert sum(shares) <= slice and (not any(counts) or any(shares))


@given(unread, slices, st.booleans())
def test_a_tile_has_one_prompt_only(counts: list[int], slice: int, oldest_first: bool) -> None:
    shares = allocate(counts, slice, oldest_first)
    assert sum(map(bool, shares)) <= 1 or sum(shares) < TILE


def test_a_short_prompt_starts_before_a_long_one_that_came_first() -> None:
    assert allocate([0, 500, 20], 40) == [0, 0, 20]


def test_ends_of_prompts_are_read_together() -> None:
    assert allocate([12, 500, 20, 9], 128) == [12, 0, 20, 9]
    assert allocate([30, 30, 30], 128) == [30, 30, 0]


def test_oldest_first_puts_the_oldest_prompt_first() -> None:
    assert allocate([0, 500, 20], 40, oldest_first=True) == [0, 40, 0]
