"""Server-sent events on the wire."""

HEARTBEAT = b": here\n\n"
RETRY_MS = 1000

HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache, no-transform"),
    (b"x-accel-buffering", b"no"),  # or nginx keeps the first kilobytes to itself
]


def frame(data: bytes, event_id: str = "") -> bytes:
    """One unnamed event. JSON has no raw line break, so `data` fits one line."""
    if event_id:
        return b"id: %s\ndata: %s\n\n" % (event_id.encode(), data)
    return b"data: %s\n\n" % data


def retry(milliseconds: int) -> bytes:
    """How long a client is to wait before it connects again."""
    return b"retry: %d\n\n" % milliseconds
