"""Where the streams are."""

from typing import Any

from channels.routing import URLRouter
from django.urls import path, re_path

from streaming.consumers.base import Streams

from .consumers import SseConsumer, WebSocketConsumer


def http_routes(streams: Streams, otherwise: Any) -> URLRouter:
    """SSE here; every other path goes to `otherwise`."""
    stream = SseConsumer.as_asgi(streams=streams)
    return URLRouter([path("v1/interviews/<int:interview_id>/stream", stream), re_path("", otherwise)])


def websocket_routes(streams: Streams) -> URLRouter:
    stream = WebSocketConsumer.as_asgi(streams=streams)
    return URLRouter(
        [
            path("ws/interview/<int:interview_id>/stream", stream),
            path("v1/chat/stream", stream),
            re_path("", nothing_here),
        ]
    )


async def nothing_here(scope: Any, receive: Any, send: Any) -> None:
    """No socket has that address."""
    await receive()
    await send({"type": "websocket.accept"})  # refused before that, a browser would see no code
    await send({"type": "websocket.close", "code": 4404})
