"""Server-sent events on the wire."""

HEARTBEAT = b": here\n\n"
RETRY_MS = 1000
REST_SECONDS = 5  # before a client that was told "too many" or "not now" tries again
ELSEWHERE_MS = (200, 3000)  # before it comes back from a process that ends

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
