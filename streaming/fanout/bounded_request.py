"""A request of daphne (4.2, on Twisted 26) that keeps no more of its body than the application takes.

Twisted gathers a body in memory or in a temporary file, whatever its length, before the application hears of it. This
request drops what exceeds the limit and lets the application answer at once. The client may go on sending for a while,
and what it sends is dropped: if the connection were cut, the client would lose the answer.

A client that sends a request byte by byte gets a 408 after RECEIVE_SECONDS.
"""

import sys
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from daphne import http_protocol
from twisted.web import http

from .body_limit import BodyLimits

LINGER_SECONDS = 2.0
# From a request's first byte until all of it was received. A proxy collects requests, and passes them on at once.
RECEIVE_SECONDS = 60.0
FROM_PROXIES = (b"x-forwarded-for", b"x-forwarded-port", b"x-forwarded-proto")
TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class BoundedRequest(http_protocol.WebRequest):  # type: ignore[misc, no-any-unimported]  # daphne has no types
    """`limits` is set by `bound_requests`."""

    limits: BodyLimits
    content: BytesIO | None
    _most = 0
    _is_cut = False
    _is_received = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Twisted would also parse forms, many times their size in memory. The application does that by itself.
        super().__init__(*args, **kwargs, parsePOSTFormSubmission=False)

    def gotLength(self, length: int | None) -> None:
        """Begin the body. `length` is None if it comes in chunks."""
        self._most = self.limits.of(unquote(self.channel._path.decode("latin-1").partition("?")[0]))
        self.content = BytesIO()
        if length is not None and length > self._most:
            self.requestHeaders.removeHeader(b"expect")  # or else Twisted asks for the body
            self._cut()

    def handleContentChunk(self, data: bytes) -> None:
        """Keep one byte more than the limit at most, by which the application sees that the body is too long."""
        if self._is_cut or self.content is None:
            return
        room = self._most + 1 - self.content.tell()
        self.content.write(data[:room])
        if len(data) >= room:
            self._cut()

    def requestReceived(self, command: bytes, path: bytes, version: bytes) -> None:
        """Call the application, once: after the body, or as soon as it was too long."""
        if not self._is_received:
            self._is_received = True
            super().requestReceived(command, path, version)

    def process(self) -> Any:
        """Refuse what daphne, Autobahn or Django cannot read in the headers; daphne answers all else."""
        # By this header anybody could move an address: /x/metrics, past a proxy that refuses /metrics.
        self.requestHeaders.removeHeader(b"daphne-root-path")
        if not self._is_readable() or (self.requestHeaders.hasHeader(b"upgrade") and not self._is_plain()):
            self.basic_error(400, b"Bad Request", "Invalid header value")
            return None
        return super().process()

    def _is_plain(self) -> bool:
        headers = self.requestHeaders
        values = [*(headers.getRawHeaders(b"sec-websocket-protocol") or []), *(headers.getRawHeaders(b"host") or [])]
        return not self._is_cut and all(value.isascii() for value in values)

    def _is_readable(self) -> bool:
        """Return whether daphne can decode what proxies add, and Django the parameters of the content type.

        It fails on one like `charset*=utf-8''%00`.
        """
        headers = self.requestHeaders
        added = [value for name in FROM_PROXIES for value in headers.getRawHeaders(name) or ()]
        types = headers.getRawHeaders(b"content-type") or ()
        return all(value.isascii() for value in added) and not any(b"*" in value for value in types)

    def _cut(self) -> None:
        self._is_cut = True
        # Later, because Twisted is in the middle of parsing. If the body ends with these bytes, it is a usual request.
        self.channel.callLater(0, self._answer_now)

    def _answer_now(self) -> None:
        channel = self.channel if hasattr(self, "channel") else None
        if self._is_received or channel is None or not channel.requests:
            return
        channel.persistent = False
        channel.loseConnection = lambda: _linger(channel)
        self.requestReceived(channel._command, channel._path, channel._version)


def _linger(channel: Any) -> None:
    """End the response, and drop what the client still sends for LINGER_SECONDS at most."""
    channel.__dict__.pop("loseConnection", None)
    channel.dataReceived = lambda data: None
    channel.setTimeout(None)
    channel.transport.loseWriteConnection()
    channel.callLater(LINGER_SECONDS, channel.transport.abortConnection)


def _note_data(channel: Any) -> None:
    """Start the clock at a request's first byte. Twisted would start it anew at every byte, for ever."""
    if not _is_receiving(channel):
        channel.setTimeout(RECEIVE_SECONDS)


def _time_out(channel: Any) -> None:
    """Answer a request that was not received in time with a 408. A connection without one is just closed."""
    if _is_receiving(channel):
        channel.persistent = False
        channel.transport.write(TOO_SLOW)
        _linger(channel)
    else:
        _close_idle(channel)


def _is_receiving(channel: Any) -> bool:
    return bool(channel._buffer or channel.requests)


_close_idle: Any = http.HTTPChannel.timeoutConnection


def bound_requests(limits: BodyLimits) -> None:
    """Have daphne, if it is the server of this process, make bounded requests and wait for none for long."""
    BoundedRequest.limits = limits
    if "daphne.server" in sys.modules:
        http_protocol.WebRequest = BoundedRequest
        channel: Any = http.HTTPChannel
        channel.resetTimeout, channel.timeoutConnection = _note_data, _time_out
