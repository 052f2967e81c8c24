"""Frames, of which a web process holds tens of thousands."""

import gc

from streaming.wire.events import Entry, InterviewState, Token, encode
from streaming.wire.frame import HEARTBEAT, Frame
from streaming.wire.position import StreamPosition

AT = StreamPosition(7, 3)
FRAME = Frame.logged(Entry(AT, encode(Token(turn=1, text="Why "), AT)))


def test_the_garbage_collector_tracks_no_frame_and_nothing_that_it_holds() -> None:
    assert not gc.is_tracked(FRAME)
    assert [held for held in gc.get_referents(FRAME) if gc.is_tracked(held) and held is not Frame] == []


def test_a_frame_is_told_by_its_position() -> None:
    assert FRAME.position == FRAME.entry.position == AT
    assert FRAME.wire.startswith(b"id: 7-3\n")


def test_what_is_not_logged_has_no_position() -> None:
    assert HEARTBEAT.position is None
    assert Frame.unlogged(InterviewState(status="running")).position is None
