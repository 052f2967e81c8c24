"""A response over HTTP/2, as browsers get it from a proxy."""

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import ConnectionTerminated, DataReceived, Event, ResponseReceived, StreamEnded, StreamReset

if TYPE_CHECKING:
    from .streams import Door


class Http2Body:
    """One request on a connection of its own."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._http = H2Connection(H2Configuration(header_encoding="utf-8"))
        self._status = 0
        self._held = b""
        self._ended = False

    async def begin(self, door: "Door", path: str, headers: dict[str, str]) -> int:
        target = {":method": "GET", ":path": path, ":authority": urlsplit(door.url).netloc, ":scheme": "https"}
        self._http.initiate_connection()
        self._http.send_headers(1, list({**target, **headers}.items()), end_stream=True)
        self._flush()
        while not self._status:
            await self._read()
        return self._status

    async def piece(self) -> bytes:
        while not self._held:
            if self._ended:
                raise EOFError("the response ended")
            await self._read()
        piece, self._held = self._held, b""
        return piece

    async def _read(self) -> None:
        data = await self._reader.read(4096)
        if not data:
            raise EOFError("the connection ended")
        for event in self._http.receive_data(data):
            self._take(event)
        self._flush()

    def _take(self, event: Event) -> None:
        if isinstance(event, ResponseReceived):
            self._status = int(dict(event.headers or [])[":status"])
        elif isinstance(event, DataReceived):
            self._held += event.data or b""
            self._http.acknowledge_received_data(event.flow_controlled_length or 0, 1)
        elif isinstance(event, StreamEnded):
            self._ended = True
        elif isinstance(event, StreamReset | ConnectionTerminated):
            raise ConnectionResetError(type(event).__name__)

    def _flush(self) -> None:
        self._writer.write(self._http.data_to_send())
