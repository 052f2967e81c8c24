"""Streams that fill a step are neighbours of the ones in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.llm.local_engine.steps.block import fillers


@pytest.mark.parametrize(
    ("ids", "width", "streams", "added"),
    [
        ([0, 1, 2], 4, 8, [3]),
        ([5, 6, 7], 4, 8, [4]),
        ([0, 2], 4, 8, [1, 3]),
        ([1, 6], 4, 8, []),  # too far apart
        ([0, 1], 4, 3, []),  # too few streams
        ([0, 1], 2, 2, []),
    ],
)
def test_holes_are_filled_and_the_rest_is_added_at_an_end(
    ids: list[int], width: int, streams: int, added: list[int]
) -> None:
    assert fillers(ids, width, streams) == added


@given(st.sets(st.integers(0, 15), min_size=1), st.integers(1, 20), st.integers(16, 20))
def test_ids_and_fillers_are_neighbours(ids: set[int], width: int, streams: int) -> None:
    added = fillers(sorted(ids), width, streams)
    if added:
        together = sorted([*ids, *added])
        assert together == list(range(together[0], together[0] + width)) and together[-1] < streams
