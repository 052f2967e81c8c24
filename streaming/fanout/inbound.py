"""Bounds what a WebSocket's client sends (Autobahn 26, as daphne 4.2 uses it).

daphne puts every message into a queue without a bound. Here the socket is not read while messages wait, and a client
that sends too much, or too often, makes `flaw` name the error to refuse it with.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from .limits import Rate

MAX_MESSAGE_BYTES = 64 * 1024
MAX_FRAMES = 256  # of one message: empty ones cost memory, too
PAUSE_AT = 4
# One read may bring thousands of tiny messages. No client has as many under way.
MOST_WAITING = 64
PINGS_PER_MINUTE = 120


class Inbound:
    """Takes the place of the protocol's callbacks. The socket is read from its handshake's end on."""

    def __init__(self, protocol: Any, may_reply: Callable[[], bool]) -> None:
        """`may_reply` returns whether the client reads what it is sent."""
        self.flaw = ""  # too_large or too_many, once the client is to be refused
        self._protocol, self._may_reply = protocol, may_reply
        self._waiting = self._frames = 0
        self._pings = Rate(PINGS_PER_MINUTE)
        self._usual = {name: getattr(protocol, name) for name in CALLBACKS}
        for name, callback in CALLBACKS.items():
            setattr(protocol, name, callback.__get__(self))
        protocol.failByDrop = False  # a client that breaks the protocol is told so: 1002, or 1007 for broken UTF-8
        protocol.transport.pauseProducing()

    def counted(self, receive: Callable[[], Awaitable[Any]]) -> Callable[[], Awaitable[Any]]:
        """Wrap the application's `receive`, and read on once it has taken what waited."""

        async def take() -> Any:
            message = await receive()
            if message["type"] == "websocket.receive":
                self._waiting -= 1
                if self._waiting == PAUSE_AT - 1:
                    self._read_on()
            return message

        return take

    def _read_on(self) -> None:
        if not self.flaw:
            self._protocol.transport.resumeProducing()

    def _opened(self) -> None:
        self._usual["onOpen"]()
        self._read_on()

    def _message_begun(self, is_binary: bool) -> None:
        self._frames = 0
        self._usual["onMessageBegin"](is_binary)

    def _frame_begun(self, length: int) -> None:
        self._usual["onMessageFrameBegin"](length)
        self._frames += 1
        if self._protocol.message_data_total_length > MAX_MESSAGE_BYTES or self._frames > MAX_FRAMES:
            self._refuse("too_large")

    def _frame_data(self, payload: bytes) -> None:
        if not self.flaw:
            self._usual["onMessageFrameData"](payload)

    def _message(self, payload: bytes, is_binary: bool) -> None:
        if self.flaw:
            return
        if self._waiting >= MOST_WAITING:
            self._refuse("too_many")
            return
        self._deliver(payload, is_binary)
        if self._waiting >= PAUSE_AT:
            self._protocol.transport.pauseProducing()

    def _ping(self, payload: bytes) -> None:
        if not self._pings.allows():
            self._refuse("too_many")
        elif self._may_reply():
            self._usual["onPing"](payload)

    def _refuse(self, flaw: str) -> None:
        """Read no more, and wake the application, which then sees the flaw."""
        if not self.flaw:
            self.flaw = flaw
            self._protocol.transport.pauseProducing()
            self._deliver(b"", is_binary=False)

    def _deliver(self, payload: bytes, is_binary: bool) -> None:
        self._waiting += 1
        self._usual["onMessage"](payload, is_binary)


CALLBACKS: dict[str, Any] = {
    "onOpen": Inbound._opened,
    "onMessageBegin": Inbound._message_begun,
    "onMessageFrameBegin": Inbound._frame_begun,
    "onMessageFrameData": Inbound._frame_data,
    "onMessage": Inbound._message,
    "onPing": Inbound._ping,
}
