"""Clients that send too much over a WebSocket, on a real daphne."""

import contextlib
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from ops.processes.ports import HOST
from streaming.fanout.limits import Rate

from .toy import SECONDS, Toy

MEGABYTE = 1024 * 1024
TEXT, PING, CONTINUED = 0x81, 0x89, 0x00


@contextlib.contextmanager
def joined(toy: Toy, interview_id: int) -> Iterator[ClientConnection]:
    url = f"ws://{HOST}:{toy.port}/ws/interview/{interview_id}/stream"
    with connect(url, max_queue=None, ping_interval=None, close_timeout=1) as client:
        client.recv(SECONDS)
        yield client


def frame(kind: int, payload: bytes) -> bytes:
    """Return a frame whose mask is zero."""
    size = len(payload)
    length = bytes([0x80 | size]) if size < 126 else b"\xfe" + size.to_bytes(2, "big")
    return bytes([kind]) + length + bytes(4) + payload


def poured(client: ClientConnection, data: bytes, most: int) -> int:
    """Send `data` again and again, up to `most` bytes, until the server closes. Return how many bytes were sent."""
    sent = 0
    with contextlib.suppress(OSError):
        while sent < most:
            client.socket.sendall(data)
            sent += len(data)
    return sent


def ended(client: ClientConnection) -> tuple[Any, int | None]:
    """Read to the end. Return the last message and the close code."""
    last: Any = ""
    with contextlib.suppress(ConnectionClosed):
        while True:
            last = client.recv(SECONDS)
    return last, client.close_code


@pytest.mark.process
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (frame(TEXT, b'{"type":"ping","more":"' + b"x" * 60_000 + b'"}'), 4429),
        (frame(TEXT, b'{"type":"ping"}') * 4096, 4429),
        (frame(TEXT, b"") * 4096, 4429),
        (frame(PING, b"x" * 120) * 512, 4429),
    ],
    ids=["large", "small", "empty", "pings"],
)
def test_a_flood_ends_with_its_reason_and_costs_no_memory(toy: Toy, interview_id: int, data: bytes, code: int) -> None:
    with joined(toy, interview_id) as first:
        first.send('{"type":"ping"}')
        assert "pong" in first.recv(SECONDS)
    before = toy.peak_kilobytes()
    with joined(toy, interview_id) as client:
        poured(client, data, 60 * MEGABYTE)
        assert ended(client)[1] in (code, 1006)  # 1006: the kernel threw the reason away with what was unread
    assert toy.peak_kilobytes() - before < 4 * 1024
    toy.wait_for_viewers(0)


@pytest.mark.process
@pytest.mark.parametrize("data", [frame(TEXT, b"x" * 65_000) * 2, frame(0x01, b"") + frame(CONTINUED, b"") * 300])
def test_one_message_is_bounded_in_bytes_and_in_frames(toy: Toy, interview_id: int, data: bytes) -> None:
    if data[0] == TEXT:
        data = frame(0x01, b"x" * 65_000) + frame(CONTINUED, b"x" * 65_000)
    with joined(toy, interview_id) as client:
        client.socket.sendall(data)
        last, code = ended(client)
    assert ("too_large" in last, code) == (True, 4413)


@pytest.mark.process
def test_a_socket_is_not_read_while_its_messages_wait(toy: Toy, interview_id: int) -> None:
    message = frame(TEXT, b'{"type":"never","more":"' + b"x" * 60_000 + b'"}')
    with joined(toy, interview_id) as client:
        before = toy.peak_kilobytes()
        client.socket.setblocking(False)
        stuck = sent = 0
        while stuck < 5:  # five round trips of another request without room for one more byte
            try:
                sent += client.socket.send(message)
                stuck = 0
            except BlockingIOError:
                toy.told("stream_viewers")
                stuck += 1
        assert sent < 30 * MEGABYTE
        assert toy.peak_kilobytes() - before < 4 * 1024
        client.socket.shutdown(socket.SHUT_RDWR)


@pytest.mark.process
def test_whoever_sends_at_a_usual_pace_is_answered_every_time(toy: Toy, interview_id: int) -> None:
    with joined(toy, interview_id) as client:
        for _ in range(100):
            client.send('{"type":"ping"}')
            assert "pong" in client.recv(SECONDS)


def test_a_rate_allows_a_burst_and_then_its_pace() -> None:
    now = 0.0
    rate = Rate(60, clock=lambda: now)
    assert [rate.allows() for _ in range(61)] == [True] * 60 + [False]
    now = 2.0
    assert [rate.allows() for _ in range(3)] == [True, True, False]
