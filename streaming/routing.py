"""The addresses of the streams."""

from typing import Any

from asgiref.typing import ASGIApplication
from channels.routing import URLRouter
from django.urls import path, re_path

from streaming.consumers.base import Streams

from .consumers import SseConsumer, WebSocketConsumer


def http_routes(streams: Streams, otherwise: Any) -> ASGIApplication:
    """Route the SSE stream; pass every other path to `otherwise`, an ASGI application."""
    stream = SseConsumer.as_asgi(streams=streams)
    routes: ASGIApplication = URLRouter(
        [path("v1/interviews/<int:interview_id>/stream", stream), re_path("", otherwise)]
    )
    return routes


def websocket_routes(streams: Streams) -> ASGIApplication:
    """Route both WebSocket streams; close any other address with 4404."""
    stream = WebSocketConsumer.as_asgi(streams=streams)
    routes: ASGIApplication = URLRouter(
        [
            path("ws/interview/<int:interview_id>/stream", stream),
            path("v1/chat/stream", stream),
            re_path("", nothing_here),
        ]
    )
    return routes


async def nothing_here(scope: Any, receive: Any, send: Any) -> None:
    await receive()
    # Accepted first: a browser would not see the code of a socket that is refused before that.
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.close", "code": 4404})
