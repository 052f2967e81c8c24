"""The two transports. Each connection is a cursor, and a task that sends what the cursor yields."""

from .sse import SseConsumer
from .websocket import WebSocketConsumer

__all__ = ["SseConsumer", "WebSocketConsumer"]
