"""Clients that hang up in the middle of something: nobody's fault, so no error in the log."""

import socket
import struct
from urllib.parse import urlsplit

import pytest

from ops.stack import Stack
from tests.interviews.guest import Guest

from .fuzz.frames import PING, RawSocket, Shape, frame

pytestmark = pytest.mark.process

RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close with a reset, as a client does that crashed


def hang_up(stack: Stack, request: str, body: bytes = b"") -> None:
    """Send this, and reset the connection."""
    address = urlsplit(stack.url)
    head = request.replace("\n", "\r\n").format(host=address.netloc).encode()
    with socket.create_connection((address.hostname, address.port)) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        connection.sendall(head + b"\r\n\r\n" + body)


@pytest.mark.parametrize(
    ("request_line", "more", "body"),
    [
        ("POST {path}/answers", "Content-Length: 1000", b'{"turn": 1'),
        ("POST {path}/answers", "Transfer-Encoding: chunked", b"5\r\n{"),
        ("POST {path}/start", "Content-Length: 2", b"{}"),
        ("POST /v1/chat", "Content-Length: 15", b'{"message": ""}'),
        ("GET {path}", "Content-Length: 0", b""),
        ("GET {path}/stream", "Content-Length: 0", b""),
        ("GET /admin/login/", "Content-Length: 0", b""),
        ("GET /ws/interview/1/stream", "Upgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Version: 13\n"
         "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", b"\x81"),
    ],
)  # fmt: skip
def test_a_client_that_hangs_up_leaves_no_error_behind(stack: Stack, request_line: str, more: str, body: bytes) -> None:
    with Guest(stack) as guest:
        log = stack.web.log
        before = len(log.read_bytes())
        head = f"{request_line} HTTP/1.1\nHost: {{host}}\nAuthorization: Bearer {guest.token}\n{more}"
        for _ in range(5):
            hang_up(stack, head.replace("{path}", guest.path), body)
        assert guest.http.get(guest.path).status_code == 200  # it goes on
        assert guest.http.post("/v1/sessions", content=b"{").status_code == 400
        said = log.read_bytes()[before:]
    assert b"Traceback" not in said and b"level=error" not in said, said.decode()


def test_a_socket_that_is_gone_before_it_is_refused_leaves_no_error_behind(stack: Stack) -> None:
    flood_and_nonsense = frame(b"", Shape(PING)) * 200 + frame(b"", Shape(kind=3))
    with Guest(stack) as guest, RawSocket(stack.url, "/v1/chat/stream", guest.token) as socket:
        before = len(stack.web.log.read_bytes())
        assert socket.end_of(flood_and_nonsense) == 1002
        assert guest.http.get(guest.path).status_code == 200
        said = stack.web.log.read_bytes()[before:]
    assert b"Traceback" not in said and b"level=error" not in said, said.decode()
