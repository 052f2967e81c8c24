"""The first bytes of a connection: (host, port, what to send, what the reply contains once it is established)."""

from urllib.parse import urlsplit

Connection = tuple[str, int, str, str]


def sse_connection(url: str, interview_id: int, access_token: str) -> Connection:
    return _get(url, f"/v1/interviews/{interview_id}/stream", access_token)


def websocket_connection(url: str, interview_id: int, access_token: str) -> Connection:
    upgrade = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"]
    key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="  # the example of RFC 6455
    return _get(url, f"/ws/interview/{interview_id}/stream", access_token, *upgrade, key)


def redis_connection(url: str, channel: str) -> Connection:
    """Return a connection that subscribes to a channel with Redis's inline commands."""
    parts = urlsplit(url)
    hello = f"AUTH {parts.password}\r\nSUBSCRIBE {channel}\r\n"
    return parts.hostname or "", parts.port or 6379, hello, "subscribe"


def _get(url: str, path: str, access_token: str, *headers: str) -> Connection:
    parts = urlsplit(url)
    lines = [f"GET {path} HTTP/1.1", f"Host: {parts.netloc}", f"Authorization: Bearer {access_token}", *headers]
    return parts.hostname or "", parts.port or 80, "\r\n".join([*lines, "", ""]), '"interview.state"'


CONNECT = {"SSE": sse_connection, "WebSocket": websocket_connection}
