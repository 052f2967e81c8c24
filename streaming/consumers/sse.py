"""Server-sent events (SSE)."""

import random
from collections.abc import Sequence
from typing import Any

import msgspec
from channels.exceptions import StopConsumer

from streaming.host import InterviewProgress, StreamRefused
from streaming.wire import sse
from streaming.wire.frame import Frame
from streaming.wire.position import StreamPosition

from .base import StreamConsumer


class SseConsumer(StreamConsumer):
    """`GET /v1/interviews/<id>/stream`."""

    transport = "sse"
    _begun = False
    _answered = False  # with a response that is complete

    async def http_request(self, message: dict[str, Any]) -> None:
        if not message.get("more_body") and self._sender is None:
            self.start_sending()

    async def http_disconnect(self, message: dict[str, Any]) -> None:
        raise StopConsumer

    async def begin(self, progress: InterviewProgress, after: StreamPosition | None) -> bool:
        if self.scope["method"] != "GET":
            raise self.host.refusal(self.scope, "method_not_allowed")
        if progress.over and await self._has_seen_all(progress, after):
            await self._respond(204, [], b"")
            return False
        await self._open(sse.RETRY_MS)
        return True

    async def _open(self, retry_ms: int) -> None:
        self._begun = True
        await self.send({"type": "http.response.start", "status": 200, "headers": sse.HEADERS})
        await self._write(sse.PADDING + sse.retry(retry_ms))

    async def _has_seen_all(self, progress: InterviewProgress, after: StreamPosition | None) -> bool:
        if progress.last_closing is None:
            return True
        if after is None or after < progress.last_closing:
            return False
        # A client without audio comes back right at the closing event, one with audio from an audio event near it.
        listens = after > progress.last_closing and not self.is_mute
        return not (listens and (progress.speaking or await self.has_more()))

    async def send_frames(self, frames: Sequence[Frame]) -> None:
        await self._write(b"".join([frame.wire for frame in frames]))

    async def refuse(self, refused: StreamRefused) -> None:
        if self._begun:
            await self._end(refused)
            return
        headers = [(b"content-type", b"application/json; charset=utf-8"), sse.NOSNIFF]
        if refused.status == 401:
            headers.append((b"www-authenticate", b"Bearer"))
        if refused.status == 405:
            headers.append((b"allow", b"GET"))
        if refused.status in (429, 503):
            headers.append((b"retry-after", b"%d" % sse.REST_SECONDS))
        await self._respond(refused.status, headers, msgspec.json.encode(refused.body))

    async def _end(self, refused: StreamRefused) -> None:
        """End a stream that has begun: it is too late for a status, so the last event says why."""
        if refused.code == "too_slow" or self.line.is_full:
            self.line.abort()  # the client reads nothing, not even why; it reconnects with its position
            return
        await self._write(sse.frame(msgspec.json.encode({"type": "error", **refused.body})), more=False)

    async def give_up(self) -> None:
        if self._begun:
            await self._write(b"", more=False)
        else:
            await self.refuse(self.host.refusal(self.scope, "unavailable"))

    async def send_elsewhere(self) -> None:
        if self._answered:
            return
        # At random, or all clients of this process would reconnect in the same instant.
        retry_ms = random.randint(*sse.ELSEWHERE_MS)  # noqa: S311 - no secret
        if self._begun:
            await self._write(sse.retry(retry_ms))
        elif self.scope["method"] == "GET":
            # Proxies pass a 503 on, and an EventSource does not come back after one.
            await self._open(retry_ms)
        await self.give_up()

    async def _respond(self, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        self._answered = True
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        await self._write(body, more=False)

    async def _write(self, body: bytes, more: bool = True) -> None:
        await self.send({"type": "http.response.body", "body": body, "more_body": more})
