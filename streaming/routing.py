"""Where the streams are."""

from collections.abc import Callable
from typing import Any

from channels.routing import URLRouter
from django.urls import path, re_path

from .consumers import SseConsumer, WebSocketConsumer
from .consumers.base import Streams


def http_routes(streams: Streams, authenticated: Callable[[Any], Any], otherwise: Any) -> URLRouter:
    """SSE here, behind the middleware that finds out who reads; every other path goes to `otherwise`."""
    stream = authenticated(SseConsumer.as_asgi(streams=streams))
    return URLRouter([path("v1/interviews/<int:interview_id>/stream", stream), re_path("", otherwise)])


def websocket_routes(streams: Streams) -> URLRouter:
    stream = WebSocketConsumer.as_asgi(streams=streams)
    return URLRouter([path("ws/interview/<int:interview_id>/stream", stream)])
