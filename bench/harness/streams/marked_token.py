"""The token that the fan-out benches send, the same bytes in each way. Viewers count its mark."""

from streaming.wire import sse
from streaming.wire.events import Token, encode
from streaming.wire.position import StreamPosition

MARK = b"~;~"  # occurs nowhere else in an event or its framing, and survives joining tokens into one event
TOKEN = Token(turn=1, text=f" interviews{MARK.decode()}")


def payload(transport: str, position: StreamPosition) -> bytes:
    """Return the token's bytes on the wire: an SSE frame, or the text of a WebSocket message."""
    data = encode(TOKEN, position)
    return sse.frame(data, str(position)) if transport == "SSE" else data
