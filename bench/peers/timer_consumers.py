"""Consumers without Redis or channel layer, each of which sends the same bytes by its own timer.

GET /go/<tokens>/<tokens a second> starts the timers of all connections at the same moment; until then they are idle.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import NamedTuple

from channels.generic.http import AsyncHttpConsumer
from channels.generic.websocket import AsyncWebsocketConsumer
from django.urls import path

from bench.harness.streams.marked_token import payload
from streaming.wire.position import StreamPosition

from .site import HELLO, SSE_HEADERS, application_of


class Run(NamedTuple):
    began: float  # by time.monotonic()
    tokens: int
    per_second: float


class Start:
    """Starts the runs that /go requests."""

    def __init__(self) -> None:
        self._waiting: list[asyncio.Future[Run]] = []

    def next(self) -> "asyncio.Future[Run]":
        future: asyncio.Future[Run] = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        return future

    def go(self, tokens: int, per_second: float) -> None:
        run = Run(time.monotonic(), tokens, per_second)
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(run)


start = Start()
PAYLOADS = {way: [payload(way, StreamPosition(1_000, number)) for number in range(1_000)] for way in HELLO}


async def timed(transport: str) -> AsyncIterator[bytes]:
    while True:
        run = await start.next()
        for number in range(run.tokens):
            await asyncio.sleep(run.began + number / run.per_second - time.monotonic())
            yield PAYLOADS[transport][number % 1_000]


class SseViewer(AsyncHttpConsumer):
    channel_layer_alias = ""

    async def handle(self, body: bytes) -> None:
        await self.send_headers(headers=SSE_HEADERS)
        await self.send_body(HELLO["SSE"], more_body=True)
        async for token in timed("SSE"):
            await self.send_body(token, more_body=True)


class WebSocketViewer(AsyncWebsocketConsumer):
    channel_layer_alias = ""

    async def connect(self) -> None:
        await self.accept()
        await self.send(text_data=HELLO["WebSocket"].decode())
        self._timer = asyncio.create_task(self._send_by_timer())

    async def disconnect(self, code: int) -> None:
        self._timer.cancel()

    async def _send_by_timer(self) -> None:
        async for token in timed("WebSocket"):
            await self.send(text_data=token.decode())


class Go(AsyncHttpConsumer):
    channel_layer_alias = ""

    async def handle(self, body: bytes) -> None:
        start.go(**self.scope["url_route"]["kwargs"])
        await self.send_response(204, b"")


application = application_of(SseViewer, WebSocketViewer, path("go/<int:tokens>/<int:per_second>", Go.as_asgi()))
