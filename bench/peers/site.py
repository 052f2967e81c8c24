"""What the peers' small sites share: where their streams are (at the product's own paths) and how one begins."""

from typing import Any

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path, re_path

from streaming.wire import sse

SSE_HEADERS = sse.HEADERS
_STATE = b'{"type":"interview.state","status":"running"}'
HELLO = {"SSE": sse.frame(_STATE), "WebSocket": _STATE}  # as the product's streams begin


def channel_of(scope: Any) -> str:
    """Of Redis, or the name of a group."""
    return f"peer_{scope['url_route']['kwargs']['interview_id']}"


def application_of(sse_consumer: Any, websocket_consumer: Any, *more: Any) -> ProtocolTypeRouter:
    stream = path("v1/interviews/<int:interview_id>/stream", sse_consumer.as_asgi())
    socket = path("ws/interview/<int:interview_id>/stream", websocket_consumer.as_asgi())
    pages = re_path("", get_asgi_application())
    return ProtocolTypeRouter({"http": URLRouter([stream, *more, pages]), "websocket": URLRouter([socket])})
