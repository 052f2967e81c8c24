"""What daphne (4.2, on Twisted 26) lacks: a bound on unsent bytes, detection of dead peers, a graceful shutdown.

Daphne buffers whatever an application sends, and does not say how much. At SIGTERM it cancels every application and
cuts the connections. All code that goes around ASGI for this is here; tests/streaming runs it on a real daphne.
"""

import asyncio
import socket
import sys
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from streaming.tasks import spawn, stop
from streaming.wire.frame import Framed

from .inbound import Inbound
from .line import Line

App = Callable[[Any, Any, Any], Awaitable[Any]]

# A peer that has not acknowledged data or a heartbeat for this long is gone.
DEAD_PEER_MS = 40_000
DRAIN_SECONDS = 5.0
LOOK_SECONDS = 0.02


class TwistedLine(Line, ABC):
    """Knows the buffers of a TCP transport (twisted.internet.abstract.FileDescriptor)."""

    def __init__(self, transport: Any) -> None:
        self._transport = transport
        handle = transport.getHandle()
        if handle.family != socket.AF_UNIX:  # else a proxy on this machine, which finds dead peers itself
            handle.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAD_PEER_MS)

    @property
    def unsent(self) -> int:
        transport = self._transport
        return int(len(transport.dataBuffer) - transport.offset + transport._tempDataLen)

    def abort(self) -> None:
        self._transport.abortConnection()

    def write(self, event: Framed) -> bool:
        if self.unsent or not self._is_open():
            return False
        data = self._bytes_of(event)
        try:
            sent = self._transport.socket.send(data) if data else 0
        except BlockingIOError:
            sent = 0
        except OSError:
            return False  # Twisted gets the same error at its own write, and ends the connection
        if sent < len(data):
            self._transport.write(data[sent:])
        return True

    @abstractmethod
    def _is_open(self) -> bool:
        """Return whether an event may be written now."""

    @abstractmethod
    def _bytes_of(self, event: Framed) -> bytes:
        """Return the event as it is framed on this transport."""


class HttpLine(TwistedLine):
    """The connection of a chunked response (twisted.web.http.Request)."""

    def __init__(self, request: Any) -> None:
        super().__init__(request.transport)
        self._request = request

    def _is_open(self) -> bool:
        request = self._request
        return bool(request.chunked and not request.finished and not request._disconnected)

    def _bytes_of(self, event: Framed) -> bytes:
        return event.http_chunk


class WebSocketLine(TwistedLine):
    """The connection of a WebSocket (autobahn.websocket.protocol.WebSocketProtocol)."""

    def __init__(self, protocol: Any) -> None:
        super().__init__(protocol.transport)
        self._protocol = protocol
        self.inbound = Inbound(protocol, may_reply=lambda: not self.is_full)

    @property
    def flaw(self) -> str:
        return self.inbound.flaw

    def _is_open(self) -> bool:
        protocol = self._protocol
        between_messages = protocol.send_state == protocol.SEND_STATE_GROUND
        return bool(protocol.state == protocol.STATE_OPEN and between_messages and not protocol._perMessageCompress)

    def _bytes_of(self, event: Framed) -> bytes:
        return event.text_frame


LINES: dict[str, Callable[[Any], TwistedLine]] = {"http": HttpLine, "websocket": WebSocketLine}


class Daphne:
    """The outermost application: puts the connection into each scope as `line`, and drains when daphne shuts down."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._server: Any = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        scope["line"] = Line()
        if found := _behind(send):
            server, protocol = found
            self._drain_at_the_end_of(server)
            if hasattr(protocol.transport, "dataBuffer"):  # not if daphne itself speaks TLS
                scope["line"] = line = LINES[scope["type"]](protocol)
                if isinstance(line, WebSocketLine):
                    receive, send = line.inbound.counted(receive), _to_whoever_is_there(send)
        await self._app(scope, receive, send)

    def _drain_at_the_end_of(self, server: Any) -> None:
        if self._server is not None:
            return
        self._server = server
        from twisted.internet import defer  # imported only here, after daphne has chosen its reactor

        def drain() -> Any:
            for app in _applications(server):
                app.cancel()  # daphne did so just now, but stops at a connection that has none
            return defer.Deferred.fromFuture(spawn(_drain(server), "drain"))

        # Twisted waits for what its "before" triggers return. Daphne's own trigger was added first.
        _reactor().addSystemEventTrigger("before", "shutdown", drain)


def _to_whoever_is_there(send: Any) -> Any:
    """Wrap the application's `send`, and drop what it has for a client that has hung up."""
    from autobahn.exception import Disconnected

    async def send_it(message: Any) -> None:
        with suppress(Disconnected):
            await send(message)

    return send_it


def _behind(send: Any) -> tuple[Any, Any] | None:
    """Return daphne's server and the connection's protocol, which its `send` refers to; None on another server."""
    module = sys.modules.get("daphne.server")
    server = getattr(getattr(send, "func", None), "__self__", None)
    if module is None or not isinstance(server, module.Server):
        return None
    return server, send.args[0]


async def _drain(server: Any) -> None:
    """Wait until all applications, which were just cancelled, have ended and what they sent has left."""
    from twisted.internet.tcp import Port

    reactor = _reactor()
    for listening in [reader for reader in reactor.getReaders() if isinstance(reader, Port)]:
        listening.stopListening()  # clients that reconnect reach another process, or the next one
    with suppress(TimeoutError):
        async with asyncio.timeout(DRAIN_SECONDS):
            while (running := _applications(server)) or reactor.getWriters():
                for late in running:
                    if not late.cancelling():  # its request came over a connection that was there before
                        late.cancel()
                await asyncio.sleep(LOOK_SECONDS)


def _reactor() -> Any:
    from twisted.internet import reactor

    return reactor


def _applications(server: Any) -> list[asyncio.Task[Any]]:
    """Return the applications that still run."""
    apps = [details.get("application_instance") for details in server.connections.values()]
    return [app for app in apps if app is not None and not app.done()]


def finishing(app: App, **passed: Any) -> App:
    """Let a request that is under way end and be answered, although the server cancels it.

    `passed` is added to each scope, and so is `ending`, an asyncio.Event that is set when the server shuts down: a
    request that waits for something then answers at once.
    """

    async def finish(scope: Any, receive: Any, send: Any) -> None:
        ending = asyncio.Event()
        running = asyncio.ensure_future(app({**scope, **passed, "ending": ending}, receive, send))
        try:
            await asyncio.shield(running)
        except asyncio.CancelledError:
            ending.set()
            await asyncio.wait([running], timeout=DRAIN_SECONDS)
            await stop(running)
            raise

    return finish
