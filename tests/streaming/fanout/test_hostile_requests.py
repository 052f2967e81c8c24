"""Requests that try to confuse daphne: each gets one answer, and none reaches the application twice."""

import gzip

import httpx
import pytest

from .toy import Toy

pytestmark = pytest.mark.process

HOST = b"Host: toy\r\n"
POST = b"POST /form/ HTTP/1.1\r\n" + HOST
UPGRADE = (
    b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)
BOMB = gzip.compress(b"\0" * 10_000_000)


def answer(toy: Toy, request: bytes) -> bytes:
    """Return the status that the request gets, nothing if the connection is closed without one."""
    with toy.connected(request) as connection:
        said = connection.recv(65536)
    return said[9:12]


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET / HTTP/1.1\r\n" + HOST + b"X-Long: " + b"x" * 10_000 + b"\r\n\r\n", b"200"),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X-Long: " + b"x" * 20_000 + b"\r\n\r\n", b""),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X-Many: x\r\n" * 600 + b"\r\n", b"400"),
        (b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", b""),
        (POST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"400"),
        (POST + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", b"400"),
        (POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nxxxx", b"400"),
        (POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", b"400"),
        (POST + b"Content-Length: -1\r\n\r\n", b"400"),
        (POST + b"Content-Length: 0x10\r\n\r\n", b"400"),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n0\r\n\r\n", b"400"),
        (b"GET /\xff\xfe HTTP/1.1\r\n" + HOST + b"\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X-Nul: a\0b\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X Space: x\r\n\r\n", b"400"),
        (POST + b"Content-Type: text/plain; charset*=utf-8''x%00\r\nContent-Length: 0\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X-Forwarded-Port: \xff\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n" + HOST + b"Daphne-Root-Path: \xff\r\n\r\n", b"200"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n", b"400"),  # TLS
        (b"\r\n\r\n\r\n", b"400"),
    ],
)
def test_a_request_that_can_be_read_in_two_ways_or_is_too_big_is_refused(
    toy: Toy, request_bytes: bytes, status: bytes
) -> None:
    assert answer(toy, request_bytes) == status
    assert b"Traceback" not in toy.log()


@pytest.mark.parametrize(
    ("start", "status"),
    [(b"GET / HTTP/1.1\r\n", b"200"), (b"GET /ws/interview/1/stream HTTP/1.1\r\n" + UPGRADE, b"101")],
    ids=["request", "socket"],
)
def test_a_client_moves_no_address(toy: Toy, start: bytes, status: bytes) -> None:
    """If it could, the router would find nothing at this address, and `/elsewhere/metrics` would be `/metrics`."""
    assert answer(toy, start + HOST + b"Daphne-Root-Path: /elsewhere\r\n\r\n") == status


def test_a_compressed_body_is_not_unpacked(toy: Toy) -> None:
    response = httpx.post(f"{toy.url}/form/", content=BOMB, headers={"content-encoding": "gzip"})
    assert response.text == str(len(BOMB))


def test_pipelined_requests_are_answered_in_order_and_once_each(toy: Toy) -> None:
    requests = [POST + b"Content-Length: %d\r\n\r\n%s" % (n, b"x" * n) for n in range(50)]
    with toy.connected(b"".join(requests)) as connection:
        said = b""
        while said.count(b"HTTP/1.1 200") < 50 or not said.endswith(b"49\r\n0\r\n\r\n"):
            said += connection.recv(65536)
    bodies = [part.rpartition(b"\r\n0\r\n\r\n")[0].rpartition(b"\r\n")[2] for part in said.split(b"HTTP/1.1 200")[1:]]
    assert bodies == [b"%d" % n for n in range(50)]
