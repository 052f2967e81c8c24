"""Long request bodies on a real daphne: refused early, and kept neither in memory nor in a file."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ops.processes.ports import HOST

from .toy import SECONDS, Toy

pytestmark = pytest.mark.process

MEGABYTE = 1024 * 1024
PIECE = b"x" * 64 * 1024


def pieces(megabytes: int) -> Iterator[bytes]:
    for _ in range(megabytes * MEGABYTE // len(PIECE)):
        yield PIECE


def temporary_files(toy: Toy) -> list[str]:
    folder = Path(f"/proc/{toy.process.pid}/fd")
    return [link for link in map(os.readlink, folder.iterdir()) if link.endswith("(deleted)")]


def raw(toy: Toy, head: str) -> socket.socket:
    connection = socket.create_connection((HOST, toy.port), timeout=SECONDS)
    connection.sendall(head.replace("\n", "\r\n").encode("latin-1"))
    return connection


def reply(connection: socket.socket) -> bytes:
    """Read to the end of the connection."""
    received = b""
    while data := connection.recv(65536):
        received += data
    return received


@pytest.mark.parametrize("length", [0, 1, 64 * 1024, MEGABYTE])
def test_a_body_up_to_the_limit_of_its_address_arrives_whole(toy: Toy, length: int) -> None:
    assert httpx.post(f"{toy.url}/form/", content=b"x" * length).text == str(length)
    assert httpx.post(f"{toy.url}/form/", content=iter([b"x" * length])).text == str(length)


@pytest.mark.parametrize(
    ("path", "length"), [("/form/", MEGABYTE + 1), ("/", 64 * 1024 + 1), ("/%66orms", 64 * 1024 + 1)]
)
def test_a_longer_body_is_a_413_whether_its_length_was_announced_or_not(toy: Toy, path: str, length: int) -> None:
    for content in (b"x" * length, iter([b"x" * length])):
        response = httpx.post(f"{toy.url}{path}", content=content)
        assert (response.status_code, response.text) == (413, "too long")


def test_the_limit_of_an_address_holds_however_it_is_written(toy: Toy) -> None:
    assert httpx.post(f"{toy.url}/%66orm/?a=/", content=b"x" * MEGABYTE).text == str(MEGABYTE)


def test_forty_megabytes_cost_no_memory_and_no_file(toy: Toy) -> None:
    httpx.post(f"{toy.url}/form/", content=b"x" * MEGABYTE)
    before = toy.peak_kilobytes()
    files: list[str] = []

    def watched() -> Iterator[bytes]:
        yield from pieces(40)
        files.extend(temporary_files(toy))

    announced = {"content-length": str(40 * MEGABYTE)}
    with httpx.Client() as http:
        for headers in (announced, {}):
            assert http.post(f"{toy.url}/", content=watched(), headers=headers).status_code == 413
    assert toy.peak_kilobytes() - before < 5 * 1024
    assert files == []


def test_the_answer_comes_before_the_body_has(toy: Toy) -> None:
    head = f"POST / HTTP/1.1\nHost: toy\nContent-Length: {10 * MEGABYTE}\n\n"
    with raw(toy, head) as connection:
        assert connection.recv(1024).startswith(b"HTTP/1.1 413 ")


def test_a_client_that_asks_first_is_not_asked_for_a_long_body(toy: Toy) -> None:
    for length, answer in ((10, b"HTTP/1.1 100 "), (MEGABYTE, b"HTTP/1.1 413 ")):
        head = f"POST / HTTP/1.1\nHost: toy\nExpect: 100-continue\nContent-Length: {length}\n\n"
        with raw(toy, head) as connection:
            assert connection.recv(1024).startswith(answer)


def test_nothing_after_a_long_body_is_taken_for_a_request(toy: Toy) -> None:
    head = "POST / HTTP/1.1\nHost: toy\nTransfer-Encoding: chunked\n\n"
    smuggled = b"GET /form/ HTTP/1.1\r\nHost: toy\r\n\r\n"
    with raw(toy, head) as connection:
        connection.sendall(b"%x\r\n%s\r\n" % (len(PIECE) + 1, PIECE + b"x"))
        assert connection.recv(15) == b"HTTP/1.1 413 Re"
        connection.sendall(b"0\r\n\r\n" + smuggled * 3)
        connection.shutdown(socket.SHUT_WR)
        assert reply(connection).count(b"HTTP/1.1") == 0


def test_a_body_that_is_a_little_too_long_does_not_end_the_connection(toy: Toy) -> None:
    with httpx.Client() as http:
        assert http.post(f"{toy.url}/", content=b"x" * (64 * 1024 + 1)).status_code == 413
        assert http.post(f"{toy.url}/form/", content=b"x").text == "1"


@pytest.mark.parametrize(
    "header", ["Sec-WebSocket-Protocol: bearer, \xff", "Sec-WebSocket-Protocol: \xc3\xa9", "Origin: http://[",
               "Host: \xff", "Content-Length: 1000000"],
)  # fmt: skip
def test_a_socket_is_refused_cleanly_if_its_headers_cannot_be_read(toy: Toy, header: str) -> None:
    host = "" if header.startswith("Host") else "Host: toy\n"
    head = f"GET /ws/interview/1/stream HTTP/1.1\n{host}Upgrade: websocket\nConnection: Upgrade\n" \
        f"Sec-WebSocket-Version: 13\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\n{header}\n\n"  # fmt: skip
    with raw(toy, head) as connection:
        assert connection.recv(1024).startswith(b"HTTP/1.1 400 ")
    assert b"Traceback" not in toy.process.log.read_bytes()
