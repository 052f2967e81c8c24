"""The two transports, thin: each connection is a cursor, and a task of its own that sends what the cursor yields."""

from .sse import SseConsumer
from .websocket import WebSocketConsumer

__all__ = ["SseConsumer", "WebSocketConsumer"]
