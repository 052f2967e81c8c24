import pytest

from streaming.wire.merge import Continuity, continuity, is_lost
from streaming.wire.position import START, StreamPosition


@pytest.mark.parametrize(
    ("last", "new", "expected"),
    [
        ((5, 3), (5, 4), Continuity.NEXT),
        ((5, 0), (5, 1), Continuity.NEXT),
        ((5, 3), (5, 3), Continuity.OLD),
        ((5, 3), (5, 1), Continuity.OLD),
        ((5, 3), (4, 9), Continuity.OLD),
        ((5, 3), (5, 5), Continuity.GAP),
        ((5, 3), (6, 1), Continuity.GAP),  # whether 5 went on, only the log can tell
        (START, (1, 1), Continuity.GAP),
    ],
)
def test_a_live_event_is_next_or_old_or_after_a_gap(
    last: tuple[int, int], new: tuple[int, int], expected: Continuity
) -> None:
    assert continuity(StreamPosition(*last), StreamPosition(*new)) is expected


@pytest.mark.parametrize(
    ("after", "oldest", "last_closing", "lost"),
    [
        ((5, 3), (5, 1), (5, 9), False),  # the log reaches back further
        ((5, 3), (5, 4), (5, 9), False),  # the log begins right after
        ((5, 3), (5, 5), (5, 9), True),
        ((5, 3), (6, 1), (5, 9), True),
        ((5, 9), (6, 1), (5, 9), False),  # all of 5 was seen
        ((5, 9), (7, 1), (6, 4), True),
        ((5, 3), None, (5, 9), True),
        ((5, 9), None, (5, 9), False),
        ((5, 3), None, None, False),  # nothing was closed yet, so nothing can be lost
        ((0, 0), (5, 1), None, False),
        ((0, 0), None, (5, 9), True),
    ],
)
def test_something_is_lost_if_the_database_has_more_than_the_log(
    after: tuple[int, int], oldest: tuple[int, int] | None, last_closing: tuple[int, int] | None, lost: bool
) -> None:
    found = is_lost(
        StreamPosition(*after), oldest and StreamPosition(*oldest), last_closing and StreamPosition(*last_closing)
    )
    assert found is lost
