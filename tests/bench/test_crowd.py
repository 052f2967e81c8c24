"""The viewers of the fan-out benches: every token counts once, however the bytes are split."""

import socket

import pytest

from bench.harness.streams.crowd import Taken
from bench.harness.streams.marked_token import MARK, payload
from bench.peers.crowd import PING, PONG, Viewer
from streaming.wire.position import StreamPosition

READY = b'"interview.state"'


@pytest.fixture
def ends():
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    with ours, theirs:
        yield ours, theirs


def test_a_token_counts_once_wherever_the_bytes_are_cut(ends) -> None:
    ours, theirs = ends
    viewer = Viewer(ours, READY)
    theirs.sendall(READY)
    viewer.read()
    tokens = b"".join(payload("SSE", StreamPosition(1, number)) for number in range(3))
    for byte in tokens:
        theirs.sendall(bytes([byte]))
        viewer.read()
    assert viewer.marks == tokens.count(MARK) == 3


def test_what_arrives_before_the_connection_is_established_is_not_counted(ends) -> None:
    ours, theirs = ends
    viewer = Viewer(ours, READY)
    theirs.sendall(READY[:5])
    assert viewer.read() == 0 and not viewer.joined
    theirs.sendall(READY[5:] + payload("SSE", StreamPosition(1, 1)))
    assert viewer.read() == 0 and viewer.joined


def test_a_ping_is_answered_with_its_payload(ends) -> None:
    ours, theirs = ends
    viewer = Viewer(ours, READY)
    theirs.sendall(READY)
    viewer.read()
    theirs.sendall(PING + b"twelve")
    viewer.read()
    theirs.sendall(b" bytes" + MARK)
    assert viewer.read() == 1
    assert theirs.recv(100) == PONG + b"twelve bytes"


def test_a_duplicate_hides_no_loss() -> None:
    assert Taken([4, 2, 3], reads=3, last_ns=1, cut_off=0).lost(3) == 1
