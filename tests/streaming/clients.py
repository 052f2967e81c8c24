"""Clients of the two transports, in this process."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from asgiref.testing import ApplicationCommunicator
from channels.testing import WebsocketCommunicator

from .scenes import SECONDS


class SseClient(ApplicationCommunicator):
    """One GET of a stream. `status` and `headers` are set once `begin` was awaited."""

    def __init__(
        self, site: Any, interview_id: int, query: str = "", *, method: str = "GET", client: str = "", **headers: str
    ) -> None:
        pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        path = f"/v1/interviews/{interview_id}/stream"
        scope = {"type": "http", "path": path, "method": method, "query_string": query.encode(), "headers": pairs}
        scope |= {"client": [client, 1]} if client else {}
        super().__init__(site, scope)
        self.wire = b""

    async def begin(self) -> "SseClient":
        await self.send_input({"type": "http.request", "body": b"", "more_body": False})
        start = await self.receive_output(SECONDS)
        self.status, self.headers = start["status"], dict(start["headers"])
        return self

    async def body(self) -> bytes:
        """Read a response to its end."""
        more = True
        while more:
            message = await self.receive_output(SECONDS)
            self.wire += message["body"]
            more = message["more_body"]
        return self.wire

    async def read_until(self, part: bytes) -> None:
        while part not in self.wire:
            self.wire += (await self.receive_output(SECONDS))["body"]

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line[6:]) for line in self.wire.decode().split("\n") if line.startswith("data: ")]


@asynccontextmanager
async def getting(site: Any, interview_id: int, query: str = "", **options: str) -> AsyncIterator[SseClient]:
    client = SseClient(site, interview_id, query, **options)
    try:
        yield await client.begin()
    finally:
        await client.send_input({"type": "http.disconnect"})
        await client.wait(SECONDS)


def senders(interview_id: int) -> list[asyncio.Task[Any]]:
    return [task for task in asyncio.all_tasks() if task.get_name() == f"sender {interview_id}"]


def socket(
    site: Any, interview_id: int, query: str = "", subprotocols: list[str] | None = None
) -> AbstractAsyncContextManager[WebsocketCommunicator]:
    """Give a connected socket that got the state, unless it was refused."""
    return _connected(site, f"/ws/interview/{interview_id}/stream?{query}", subprotocols)


def chat_socket(site: Any) -> AbstractAsyncContextManager[WebsocketCommunicator]:
    """Give a socket whose address names no interview."""
    return _connected(site, "/v1/chat/stream")


@asynccontextmanager
async def _connected(
    site: Any, path: str, subprotocols: list[str] | None = None
) -> AsyncIterator[WebsocketCommunicator]:
    ws = WebsocketCommunicator(site, path, subprotocols=subprotocols)
    connected, ws.chosen = await ws.connect(SECONDS)
    assert connected
    try:
        yield ws
    finally:
        await ws.disconnect(timeout=SECONDS)


async def hear(ws: WebsocketCommunicator) -> dict[str, Any]:
    return dict(await ws.receive_json_from(SECONDS))


async def hear_until(ws: WebsocketCommunicator, kind: str) -> list[dict[str, Any]]:
    heard = [await hear(ws)]
    while heard[-1]["type"] != kind:
        heard.append(await hear(ws))
    return heard


async def closed_with(ws: WebsocketCommunicator) -> int:
    message = await ws.receive_output(SECONDS)
    assert message["type"] == "websocket.close", message
    return int(message["code"])
