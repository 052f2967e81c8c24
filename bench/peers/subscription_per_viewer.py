"""The way of the usual tutorial: each connection has its own Redis subscription and forwards what it receives.

The messages are the bytes that a viewer gets, so nothing is encoded or framed here.
"""

import asyncio
import os

from channels.generic.http import AsyncHttpConsumer
from channels.generic.websocket import AsyncWebsocketConsumer
from redis.asyncio import Redis

from .site import HELLO, SSE_HEADERS, application_of, channel_of

# Each subscription keeps a connection of the pool, and waits without a timeout.
redis = Redis.from_url(os.environ.get("REDIS_URL", ""), max_connections=10_000, socket_timeout=None)


class SseViewer(AsyncHttpConsumer):
    channel_layer_alias = ""  # otherwise each would have a second subscription, that of the layer

    async def handle(self, body: bytes) -> None:
        async with redis.pubsub() as pubsub:
            await pubsub.subscribe(channel_of(self.scope))
            await self.send_headers(headers=SSE_HEADERS)
            await self.send_body(HELLO["SSE"], more_body=True)
            async for message in pubsub.listen():
                if message["type"] == "message":
                    await self.send_body(message["data"], more_body=True)


class WebSocketViewer(AsyncWebsocketConsumer):
    channel_layer_alias = ""

    async def connect(self) -> None:
        await self.accept()
        self._relay = asyncio.create_task(self._pass_on())

    async def disconnect(self, code: int) -> None:
        self._relay.cancel()

    async def _pass_on(self) -> None:
        async with redis.pubsub() as pubsub:
            await pubsub.subscribe(channel_of(self.scope))
            await self.send(text_data=HELLO["WebSocket"].decode())
            async for message in pubsub.listen():
                if message["type"] == "message":
                    await self.send(text_data=message["data"].decode())


application = application_of(SseViewer, WebSocketViewer)
