"""Minimal clients of both transports that control when they read and how the connection ends."""

import asyncio
import json
import socket
from dataclasses import dataclass
from typing import Any, Protocol, Self
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from streaming.wire.position import StreamPosition

NARROW_BYTES = 2048
CONNECT_SECONDS = 5
# The errors that a lost connection causes.
LOST = (OSError, EOFError, WebSocketException, asyncio.IncompleteReadError)


@dataclass(frozen=True)
class Door:
    """An interview at one web process."""

    url: str
    interview: int
    token: str

    @property
    def host(self) -> tuple[str, int]:
        parts = urlsplit(self.url)
        return parts.hostname or "", parts.port or 80


class Over(Exception):
    """Raised on status 204: the interview is over and everything was seen."""


class Stream(Protocol):
    async def next(self) -> dict[str, Any]:
        """Return the next event. Raises one of LOST if the connection ends."""

    def cut(self) -> None:
        """Drop the connection without closing it properly."""


class SseStream:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._held = b""

    @classmethod
    async def open(cls, door: Door, after: StreamPosition | None, narrow: bool = False) -> Self:
        reader, writer = await asyncio.open_connection(sock=await _connected(door, narrow), limit=4096)
        resume = f"Last-Event-ID: {after}\r\n" if after else ""
        writer.write(
            f"GET /v1/interviews/{door.interview}/stream HTTP/1.1\r\nHost: {urlsplit(door.url).netloc}\r\n"
            f"Authorization: Bearer {door.token}\r\n{resume}\r\n".encode()
        )
        try:
            status = int((await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)[1])
            if status == 204:
                raise Over
            if status != 200:
                raise ConnectionError(f"status {status}")
        except BaseException:
            writer.transport.abort()
            raise
        return cls(reader, writer)

    async def next(self) -> dict[str, Any]:
        while True:
            while b"\n\n" not in self._held:
                self._held += await self._chunk()
            block, self._held = self._held.split(b"\n\n", 1)
            fields = dict(line.split(": ", 1) for line in block.decode().split("\n"))
            if "data" in fields:
                event = json.loads(fields["data"])
                assert fields.get("id") == event.get("id"), f"id: {fields.get('id')} stands before {event}"
                return dict(event)

    async def _chunk(self) -> bytes:
        size = int(await self._reader.readuntil(b"\r\n"), 16)
        if size == 0:
            raise EOFError("the response ended")
        return (await self._reader.readexactly(size + 2))[:-2]

    def cut(self) -> None:
        self._writer.transport.abort()


class SocketStream:
    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    @classmethod
    async def open(cls, door: Door, after: StreamPosition | None, narrow: bool = False) -> Self:
        query = f"?last_event_id={after}" if after else ""
        connection = await connect(
            f"{door.url.replace('http', 'ws', 1)}/ws/interview/{door.interview}/stream{query}",
            sock=await _connected(door, narrow),
            subprotocols=["bearer", door.token],  # type: ignore[list-item]
            compression=None,
            max_queue=1,
            max_size=None,
            ping_interval=None,
            open_timeout=CONNECT_SECONDS,
            close_timeout=1,
        )
        return cls(connection)

    async def next(self) -> dict[str, Any]:
        return dict(json.loads(await self._connection.recv()))

    def cut(self) -> None:
        self._connection.transport.abort()


async def _connected(door: Door, narrow: bool) -> socket.socket:
    """`narrow` gives the socket a small receive buffer."""
    made = socket.socket()
    try:
        made.setblocking(False)
        if narrow:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, NARROW_BYTES)
        async with asyncio.timeout(CONNECT_SECONDS):
            await asyncio.get_running_loop().sock_connect(made, door.host)
    except BaseException:
        made.close()
        raise
    return made
