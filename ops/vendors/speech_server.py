"""An HTTP server on loopback in a thread of its own; what it answers is a subclass's."""

import asyncio
import json
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .chat_server import Request, read_request
from .loopback_thread import LoopbackThread


@dataclass(frozen=True, slots=True)
class ServerResponse:
    """`cut`: the connection is dropped in the middle of the body."""

    status: int = 200
    body: bytes = b""
    kind: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """One synthesis, and what goes wrong with it."""

    status: int = 200  # anything else: that status, with the server's error JSON and no sound
    retry_after: str = ""  # that header, beside the status
    empty: bool = False  # a 200 with no bytes: an engine that failed late
    short: bool = False  # a 200 with half of what its header says
    cut: bool = False  # the connection is dropped in the middle
    hang: bool = False  # no answer before `release()`
    page: bool = False  # a 200 with HTML, as a proxy's
    endless: bool = False  # more bytes than any sentence has


class LoopbackServer(LoopbackThread):
    """`with FishServer() as server:`; leaving it drops every connection. Plain values, safe to read from a test:
    `texts` (what was asked to be spoken, in order), `headers` and `requests` of those calls, `running` (syntheses
    under way)."""

    def __init__(self, *, port: int = 0, delay_seconds: float = 0.0) -> None:
        super().__init__(port)
        self.delay_seconds = delay_seconds
        self.replies: list[Reply] = []  # of the next calls, each used once
        self.reply = Reply()  # of all others; may be set at any time
        self.texts: list[str] = []
        self.requests: list[dict[str, Any]] = []
        self.headers: list[Mapping[str, str]] = []
        self._released = asyncio.Event()

    @abstractmethod
    async def answer(self, request: Request) -> ServerResponse: ...

    def wait_for_texts(self, count: int, seconds: float = 20) -> bool:
        """Whether so many sentences came in before the time was over. Blocks."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self.texts) >= count, seconds)

    def release(self) -> None:
        """Let what hangs go on, and nothing hang from now on."""
        self._loop.call_soon_threadsafe(self._released.set)

    # For subclasses

    def received(self, text: str, body: dict[str, Any], request: Request) -> Reply:
        with self._changed:
            self.texts.append(text)
            self.requests.append(body)
            self.headers.append(request.headers)
            self._changed.notify_all()
        return self.replies.pop(0) if self.replies else self.reply

    async def work(self, reply: Reply) -> None:
        self._count(1)
        try:
            await asyncio.sleep(self.delay_seconds)
            if reply.hang:
                await self._released.wait()
        finally:
            self._count(-1)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """It does not see a client go while it works: as servers with a blocking engine."""
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
    writer.write(f"HTTP/1.1 {answer.status} Scripted\r\n{head}\r\n".encode() + body)
    await writer.drain()


def json_answer(status: int, body: Any, retry_after: str = "") -> ServerResponse:
    headers = {"Retry-After": retry_after} if retry_after else {}
    return ServerResponse(status, json.dumps(body).encode(), headers=headers)


PAGE = ServerResponse(body=b"<html>502 Bad Gateway</html>", kind="text/html; charset=utf-8")


def sound_answer(reply: Reply, body: bytes) -> ServerResponse:
    """A 200 with sound, or what a server makes of it that fails after its headers."""
    if reply.page:
        return PAGE
    if reply.empty:
        body = b""
    if reply.short:
        body = body[: len(body) // 2]
    if reply.endless:
        body *= 20 * 1024 * 1024 // len(body) + 1
    return ServerResponse(body=body, kind="audio/wav", cut=reply.cut)
