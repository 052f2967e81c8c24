"""Server-sent events on the wire."""

HEARTBEAT = b": here\n\n"
# Proxies that hold back a small block, or each piece until the next one, let go of what came before this comment.
PADDING = b":%s\n" % (b" " * 4096)
PUSH = PADDING + b"\n"
RETRY_MS = 1000
REST_SECONDS = 5  # Retry-After of a stream that is refused with 429 or 503
ELSEWHERE_MS = (200, 3000)  # range in which clients of a process that shuts down reconnect

NOSNIFF = (b"x-content-type-options", b"nosniff")
HEADERS = [
    NOSNIFF,
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache, no-transform"),
    (b"x-accel-buffering", b"no"),  # or else nginx buffers the first kilobytes
]


def frame(data: bytes, event_id: str = "") -> bytes:
    """Return one unnamed event. `data` is JSON, which has no raw line break, so it fits on one line."""
    if event_id:
        return b"id: %s\ndata: %s\n\n" % (event_id.encode(), data)
    return b"data: %s\n\n" % data


def retry(milliseconds: int) -> bytes:
    """Return the field that sets how long a client waits before it reconnects."""
    return b"retry: %d\n\n" % milliseconds
