"""What the peers' web applications share: the product's stream paths, and the first bytes of a stream."""

from typing import Any

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path, re_path

from streaming.wire import sse

SSE_HEADERS = sse.HEADERS
_STATE = b'{"type":"interview.state","status":"running"}'
HELLO = {"SSE": sse.frame(_STATE), "WebSocket": _STATE}  # the first bytes of the product's streams


def channel_of(scope: Any) -> str:
    """Return the Redis channel, or the group's name."""
    return f"peer_{scope['url_route']['kwargs']['interview_id']}"


def application_of(sse_consumer: Any, websocket_consumer: Any, *more: Any) -> ProtocolTypeRouter:
    stream = path("v1/interviews/<int:interview_id>/stream", sse_consumer.as_asgi())
    socket = path("ws/interview/<int:interview_id>/stream", websocket_consumer.as_asgi())
    pages = re_path("", get_asgi_application())
    return ProtocolTypeRouter({"http": URLRouter([stream, *more, pages]), "websocket": URLRouter([socket])})
