"""The base of the scripted speech servers: an HTTP server on loopback, in its own thread."""

import asyncio
import json
from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .chat_server import Request, read_request
from .loopback_thread import LoopbackThread
from .tone import seconds_of

PIECES = 50  # of a body that is spread


@dataclass(frozen=True, slots=True)
class ServerResponse:
    """One HTTP response. `cut`: the connection is dropped in the middle of the body."""

    status: int = 200
    body: bytes = b""
    kind: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False
    spread_seconds: float = 0.0  # the body is sent in pieces over this time


@dataclass(frozen=True, slots=True)
class SpeechReply:
    """How the server replies to one synthesis request, and what goes wrong."""

    status: int = 200  # if not 200: the server's error JSON instead of sound
    retry_after: str = ""  # the Retry-After header
    empty: bool = False  # a 200 without a body, as if the engine failed after the headers
    short: bool = False  # a 200 with half the bytes that the WAV header announces
    cut: bool = False  # the connection is dropped in the middle
    hang: bool = False  # no response until `release()`
    silent: bool = False  # a sound without a voice in it
    long: bool = False  # a sound ten times as long as the text
    page: bool = False  # a 200 with HTML, as from a proxy
    endless: bool = False  # more bytes than any sentence needs


class LoopbackServer(LoopbackThread):
    """Use a subclass as a context manager; leaving it drops every connection.

    Tests may read from their own thread: `texts` (the requested sentences, in order), `headers` and `requests` (of the
    same calls), and `running` (the number of syntheses in progress).
    """

    def __init__(self, *, port: int = 0, delay_seconds: float = 0.0) -> None:
        super().__init__(port)
        self.delay_seconds = delay_seconds
        self.real_time_factor: Callable[[], float] = lambda: 0.0  # asked for each synthesis; may wander
        self.replies: list[SpeechReply] = []  # for the next requests, each used once
        self.reply = SpeechReply()  # for all other requests; may be set at any time
        self.texts: list[str] = []
        self.requests: list[dict[str, Any]] = []
        self.headers: list[Mapping[str, str]] = []
        self._released = asyncio.Event()

    @abstractmethod
    async def answer(self, request: Request) -> ServerResponse:
        """Return the response to one request."""

    def wait_for_texts(self, count: int, seconds: float = 20) -> bool:
        """Block until at least `count` sentences were requested. Return whether that happened within `seconds`."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self.texts) >= count, seconds)

    def release(self) -> None:
        """Let hanging requests continue, and let none hang from now on."""
        self._loop.call_soon_threadsafe(self._released.set)

    # For subclasses

    def received(self, text: str, body: dict[str, Any], request: Request) -> SpeechReply:
        """Record a synthesis request, and return the reply to it."""
        with self._changed:
            self.texts.append(text)
            self.requests.append(body)
            self.headers.append(request.headers)
            self._changed.notify_all()
        return self.replies.pop(0) if self.replies else self.reply

    async def work(self, reply: SpeechReply, text: str) -> None:
        """Wait as long as the synthesis takes, and count it in `running` meanwhile."""
        self._count(1)
        try:
            await asyncio.sleep(self.delay_seconds + self.real_time_factor() * seconds_of(text))
            if reply.hang:
                await self._released.wait()
        finally:
            self._count(-1)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve a connection. Like servers with a blocking engine, notice late that the client has disconnected."""
        try:
            while request := await read_request(reader):
                answer = await self.answer(request)
                await send(writer, answer)
                if answer.cut:
                    return
        except ConnectionError:
            pass
        finally:
            writer.close()


async def send(writer: asyncio.StreamWriter, answer: ServerResponse) -> None:
    fields = {"Content-Type": answer.kind, "Content-Length": str(len(answer.body)), **answer.headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    body = answer.body[: len(answer.body) // 2] if answer.cut else answer.body
    writer.write(f"HTTP/1.1 {answer.status} Scripted\r\n{head}\r\n".encode())
    pieces = PIECES if answer.spread_seconds else 1
    for number in range(pieces):
        await asyncio.sleep(answer.spread_seconds / pieces)
        writer.write(body[number * len(body) // pieces : (number + 1) * len(body) // pieces])
        await writer.drain()


def json_answer(status: int, body: Any, retry_after: str = "") -> ServerResponse:
    headers = {"Retry-After": retry_after} if retry_after else {}
    return ServerResponse(status, json.dumps(body).encode(), headers=headers)


PAGE = ServerResponse(body=b"<html>502 Bad Gateway</html>", kind="text/html; charset=utf-8")


def sound_answer(reply: SpeechReply, body: bytes) -> ServerResponse:
    """Return a 200 with `body` as its sound, damaged as `reply` says."""
    if reply.page:
        return PAGE
    if reply.empty:
        body = b""
    if reply.short:
        body = body[: len(body) // 2]
    if reply.long:
        body += body[44:] * 9
    if reply.silent:
        body = body[:44] + bytes(len(body) - 44)
    if reply.endless:
        body *= 20 * 1024 * 1024 // len(body) + 1
    return ServerResponse(body=body, kind="audio/wav", cut=reply.cut)
