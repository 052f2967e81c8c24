"""Minimal clients of both transports that control when they read and how the connection ends."""

import asyncio
import json
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, Self
from urllib.parse import urlsplit

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from streaming.wire.position import StreamPosition

from .http2 import Http2Body

NARROW_BYTES = 2048
CONNECT_SECONDS = 5
PROXY_SECONDS = 60
# The errors that a lost connection causes.
LOST = (OSError, EOFError, WebSocketException, asyncio.IncompleteReadError)


@dataclass(frozen=True)
class Door:
    """An interview at one web process, or at a proxy whose certificate `authority` has signed."""

    url: str
    interview: int
    token: str
    authority: Path | None = None

    @property
    def host(self) -> tuple[str, int]:
        parts = urlsplit(self.url)
        return parts.hostname or "", parts.port or 80

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def tls(self, *protocols: str) -> ssl.SSLContext | None:
        """Return what TLS needs if the address is https. `protocols` are offered, for example "h2"."""
        if self.authority is None:
            return None
        context = ssl.create_default_context(cafile=str(self.authority))
        if protocols:
            context.set_alpn_protocols(list(protocols))
        return context

    def client(self, seconds: float) -> httpx.AsyncClient:
        """Return a client for requests, which speaks HTTP/2 to a proxy, and lets that give up first."""
        tls = self.tls()
        return httpx.AsyncClient(
            timeout=PROXY_SECONDS if tls else seconds, http2=bool(tls), verify=tls or True, headers=self.headers
        )


class Refused(ConnectionError):
    """Raised if a stream is not opened but answered with another status."""


class Over(Exception):
    """Raised on status 204: the interview is over and everything was seen."""


class Stream(Protocol):
    async def next(self) -> dict[str, Any]:
        """Return the next event. Raises one of LOST if the connection ends."""

    def cut(self) -> None:
        """Drop the connection without closing it properly."""


class Body(Protocol):
    """What a response brings, piece by piece."""

    async def begin(self, door: Door, path: str, headers: dict[str, str]) -> int:
        """Send a GET request; return the status of its response."""

    async def piece(self) -> bytes:
        """Return what came next. Raises EOFError if the response has ended."""


class SseStream:
    def __init__(self, body: Body, writer: asyncio.StreamWriter) -> None:
        self._body, self._writer = body, writer
        self._held = b""

    @classmethod
    async def open(cls, door: Door, after: StreamPosition | None, narrow: bool = False) -> Self:
        tls = door.tls("h2")
        name = {"ssl": tls, "server_hostname": door.host[0]} if tls else {}
        reader, writer = await asyncio.open_connection(sock=await _connected(door, narrow), limit=4096, **name)
        body: Body = Http2Body(reader, writer) if tls else Http1Body(reader, writer)
        resume = {"last-event-id": str(after)} if after else {}
        headers = {"authorization": f"Bearer {door.token}", **resume}
        try:
            status = await body.begin(door, f"/v1/interviews/{door.interview}/stream", headers)
            if status == 204:
                raise Over
            if status != 200:
                raise Refused(f"status {status}")
        except BaseException:
            writer.transport.abort()
            raise
        return cls(body, writer)

    async def next(self) -> dict[str, Any]:
        while True:
            while b"\n\n" not in self._held:
                self._held += await self._body.piece()
            block, self._held = self._held.split(b"\n\n", 1)
            fields = dict(line.split(": ", 1) for line in block.decode().split("\n"))
            if "data" in fields:
                event = json.loads(fields["data"])
                assert fields.get("id") == event.get("id"), f"id: {fields.get('id')} stands before {event}"
                return dict(event)

    def cut(self) -> None:
        self._writer.transport.abort()


class Http1Body:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def begin(self, door: Door, path: str, headers: dict[str, str]) -> int:
        lines = [f"GET {path} HTTP/1.1", f"Host: {urlsplit(door.url).netloc}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self._writer.write("\r\n".join([*lines, "", ""]).encode())
        return int((await self._reader.readuntil(b"\r\n\r\n")).split(b" ", 2)[1])

    async def piece(self) -> bytes:
        size = int(await self._reader.readuntil(b"\r\n"), 16)
        if size == 0:
            raise EOFError("the response ended")
        return (await self._reader.readexactly(size + 2))[:-2]


class SocketStream:
    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    @classmethod
    async def open(cls, door: Door, after: StreamPosition | None, narrow: bool = False) -> Self:
        query = f"?last_event_id={after}" if after else ""
        connection = await connect(
            f"{door.url.replace('http', 'ws', 1)}/ws/interview/{door.interview}/stream{query}",
            sock=await _connected(door, narrow),
            ssl=door.tls(),
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
