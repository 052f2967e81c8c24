"""The way of Channels: every connection joins a group of the channel layer, and a handler forwards each message.

The layer is that of the settings, RedisPubSubChannelLayer; the other layer of channels_redis drops messages above its
capacity. The messages are the bytes that a viewer gets.
"""

from typing import Any

from channels.generic.http import AsyncHttpConsumer
from channels.generic.websocket import AsyncWebsocketConsumer

from .site import HELLO, SSE_HEADERS, application_of, channel_of


class SseViewer(AsyncHttpConsumer):
    async def http_request(self, message: dict[str, Any]) -> None:
        # Not `handle`: the response would end with it, before any group message arrives.
        await self.channel_layer.group_add(channel_of(self.scope), self.channel_name)
        await self.send_headers(headers=SSE_HEADERS)
        await self.send_body(HELLO["SSE"], more_body=True)

    async def token(self, event: dict[str, Any]) -> None:
        await self.send_body(event["data"], more_body=True)

    async def disconnect(self) -> None:
        await self.channel_layer.group_discard(channel_of(self.scope), self.channel_name)


class WebSocketViewer(AsyncWebsocketConsumer):
    async def connect(self) -> None:
        await self.channel_layer.group_add(channel_of(self.scope), self.channel_name)
        await self.accept()
        await self.send(text_data=HELLO["WebSocket"].decode())

    async def token(self, event: dict[str, Any]) -> None:
        await self.send(text_data=event["data"].decode())

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(channel_of(self.scope), self.channel_name)


application = application_of(SseViewer, WebSocketViewer)
