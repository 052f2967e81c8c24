"""WebSocket frames as bytes, also ones that no library would send, and what a server says to them."""

import os
import socket
from base64 import b64encode
from typing import NamedTuple, Self
from urllib.parse import urlsplit

CONTINUED, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA
LAST = 0x80
SECONDS = 60
STILL_OPEN, DROPPED = 0, 1006
ASKED = b"are you there"


class Shape(NamedTuple):
    """The bits around a payload. `claimed` is the length that the frame announces; None for the right one."""

    kind: int = TEXT
    is_last: bool = True
    reserved: int = 0
    masked: bool = True
    claimed: int | None = None


def frame(payload: bytes, shape: Shape) -> bytes:
    """Return a frame whose mask, if it has one, is zero."""
    size = len(payload) if shape.claimed is None else shape.claimed
    mask_bit = LAST if shape.masked else 0
    head = bytes([shape.kind | (LAST if shape.is_last else 0) | shape.reserved << 4])
    if size < 126:
        head += bytes([mask_bit | size])
    elif size < 2**16:
        head += bytes([mask_bit | 126]) + size.to_bytes(2, "big")
    else:
        head += bytes([mask_bit | 127]) + size.to_bytes(8, "big")
    return head + (bytes(4) if shape.masked else b"") + payload


class RawSocket:
    """A WebSocket whose client writes bytes. Use as a context manager."""

    def __init__(self, url: str, path: str, token: str) -> None:
        address = urlsplit(url)
        self._connection = socket.create_connection((address.hostname, address.port), timeout=SECONDS)
        key = b64encode(os.urandom(16)).decode()
        head = (
            f"GET {path} HTTP/1.1\r\nHost: {address.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\nAuthorization: Bearer {token}\r\n\r\n"
        )
        self._connection.sendall(head.encode())
        self._read = b""
        while b"\r\n\r\n" not in self._read:
            self._read += self._connection.recv(65536)
        self.status, _, self._read = self._read.partition(b"\r\n\r\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def send(self, data: bytes) -> None:
        self._connection.sendall(data)

    def end_of(self, sent: bytes) -> int:
        """Send these bytes and a ping. Return the close code that they bring, STILL_OPEN for a pong, or DROPPED."""
        try:
            self.send(sent + frame(ASKED, Shape(PING)))
            while True:
                kind, payload = self._next()
                if kind == CLOSE:
                    return int.from_bytes(payload[:2], "big")
                if (kind, payload) == (PONG, ASKED):
                    return STILL_OPEN
        except OSError:
            return DROPPED

    def _next(self) -> tuple[int, bytes]:
        """Return the kind and the payload of the server's next frame. Raises ConnectionError at the end."""
        first, second = self._take(2)
        assert first & LAST and not first & 0x70 and not second & LAST, (
            "the server sent a frame that is none of its own"
        )
        size = second if second < 126 else int.from_bytes(self._take(2 if second == 126 else 8), "big")
        return first & 0xF, self._take(size)

    def _take(self, count: int) -> bytes:
        while len(self._read) < count:
            more = self._connection.recv(65536)
            if not more:
                raise ConnectionError("the server has closed the connection")
            self._read += more
        taken, self._read = self._read[:count], self._read[count:]
        return taken
