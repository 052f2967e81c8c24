"""Requests that are sent byte by byte, on a real daphne."""

import select
import socket
from collections.abc import Iterator

import pytest

from ops.processes.redis_server import RedisServer

from .toy import SECONDS, Toy

pytestmark = pytest.mark.process

LINE = b"POST /form/ HTTP/1.1\r\nHost: toy\r\n"
BEGINNINGS = {
    "request line": (b"POST /form", b"o"),
    "headers": (LINE + b"X-Slow: ", b"o"),
    "body": (LINE + b"Content-Length: 60000\r\n\r\n", b"o"),
    "chunks": (LINE + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\no\r\n"),
}


@pytest.fixture(scope="module")
def hasty(redis_server: RedisServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Toy]:
    """A site that waits two seconds for a request."""
    toy = Toy(tmp_path_factory.mktemp("hasty"), redis_server.url, SECONDS, receive_seconds=2)
    try:
        yield toy.start()
    finally:
        toy.process.stop()


def drip(connection: socket.socket, piece: bytes) -> bytes:
    """Send the piece again and again until the server says something; return all that it says."""
    said = b""
    while not select.select([connection], [], [], 0.1)[0]:
        connection.sendall(piece)
    while data := connection.recv(1024):
        said += data
    return said


@pytest.mark.parametrize("part", BEGINNINGS)
def test_a_request_that_takes_too_long_is_a_408_and_the_connection_is_closed(hasty: Toy, part: str) -> None:
    beginning, piece = BEGINNINGS[part]
    with hasty.connected(beginning) as connection:
        said = drip(connection, piece)
    assert said.startswith(b"HTTP/1.1 408 ")
    assert said.count(b"HTTP/1.1") == 1


def test_the_time_counts_for_each_request_of_a_connection(hasty: Toy) -> None:
    whole = LINE + b"Content-Length: 1\r\n\r\nx"
    with hasty.connected(whole) as connection:
        assert connection.recv(1024).startswith(b"HTTP/1.1 200 ")
        connection.sendall(BEGINNINGS["body"][0])
        assert drip(connection, b"o").startswith(b"HTTP/1.1 408 ")


def test_an_answer_may_take_longer_than_its_request(hasty: Toy) -> None:
    with hasty.connected(b"GET /never-ending HTTP/1.1\r\nHost: toy\r\n\r\n") as slow:
        assert drip(hasty.connected(LINE), b"X").startswith(b"HTTP/1.1 408 ")  # so the time is up
        assert slow.recv(1024).startswith(b"HTTP/1.1 200 ")


def test_a_slow_client_leaves_no_error_behind(hasty: Toy) -> None:
    drip(hasty.connected(LINE), b"X")
    assert b"Traceback" not in hasty.log()
