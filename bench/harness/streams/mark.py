"""The token that fan-out benches send, the same bytes whichever way it goes. Its mark is what a viewer counts."""

from streaming.wire import sse
from streaming.wire.events import Token, encode
from streaming.wire.position import StreamPosition

MARK = b"~;~"  # neither in an event's other bytes nor in what carries them; tokens joined into one event keep it
TOKEN = Token(turn=1, text=f" interviews{MARK.decode()}")


def payload(transport: str, position: StreamPosition) -> bytes:
    """What a viewer gets on the wire for the token: an SSE frame, or a WebSocket message's text."""
    data = encode(TOKEN, position)
    return sse.frame(data, str(position)) if transport == "SSE" else data
