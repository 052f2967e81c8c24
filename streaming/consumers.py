"""The two transports, thin: each connection is a cursor, and a task of its own that sends what the cursor yields.

Channels runs one handler at a time, and each dispatch costs a thread hop: so handlers only start and stop the
task, and the disconnect is seen at once.
"""

import asyncio
import json
import logging
from typing import Any
from urllib.parse import parse_qs

import msgspec
from channels.consumer import AsyncConsumer
from channels.exceptions import StopConsumer

from . import sse
from .cursor import Cursor
from .events import InterviewState
from .feed import Frame
from .host import Host, Refused, Standing
from .hub import Hub
from .position import START, Position
from .tasks import spawn, stop

log = logging.getLogger(__name__)

MAX_MESSAGE_BYTES = 64 * 1024


class StreamConsumer(AsyncConsumer):
    """What both transports share: admission, the cursor, the sending task."""

    channel_layer_alias = ""  # control messages come through the hub, one receiver a process

    def __init__(self, host: Host, hub: Hub) -> None:
        self.host, self.hub = host, hub
        self.cursor: Cursor | None = None
        self._resumed = START  # a reader may say so before its cursor is there
        self._sender: asyncio.Task[Any] | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            # Every exit passes here, also the server's cancellation, which no disconnect handler sees.
            await stop(self._sender)

    @property
    def interview_id(self) -> int:
        return self.scope["url_route"]["kwargs"]["interview_id"]

    def start_sending(self) -> None:
        self._sender = spawn(self._send_all(), f"sender {self.interview_id}")

    async def _send_all(self) -> None:
        try:
            after = self._position()
            await self.host.admit(self.scope, self.interview_id)
            async with self.hub.feed(self.interview_id) as feed:
                self.cursor = Cursor(feed, after)
                self.cursor.resume(self._resumed)
                # Read now that the feed tells of every later change.
                await self.stream(await self.host.standing(self.interview_id), after)
        except Refused as refused:
            await self.refuse(refused)
        except Exception:
            log.exception("a stream of interview %s broke", self.interview_id)
            await self.give_up()

    def _position(self) -> Position | None:
        """Where the reader left off: the header's word beats the query's."""
        headers = dict(self.scope["headers"])
        query = parse_qs(self.scope["query_string"].decode("latin-1"))
        text = headers.get(b"last-event-id", b"").decode("latin-1") or query.get("last_event_id", [""])[0]
        return self.parse_position(text) if text else None

    def parse_position(self, text: Any) -> Position:
        try:
            return Position.parse(text)
        except (TypeError, ValueError):
            raise self.host.refusal(self.scope, "bad_position") from None

    async def stream(self, standing: Standing, after: Position | None) -> None:
        raise NotImplementedError

    async def refuse(self, refused: Refused) -> None:
        raise NotImplementedError

    async def give_up(self) -> None:
        raise NotImplementedError


class SseConsumer(StreamConsumer):
    """`GET /v1/interviews/<id>/stream`."""

    async def http_request(self, message: dict[str, Any]) -> None:
        if not message.get("more_body") and self._sender is None:
            self.start_sending()

    async def http_disconnect(self, message: dict[str, Any]) -> None:
        raise StopConsumer

    async def stream(self, standing: Standing, after: Position | None) -> None:
        if self.scope["method"] != "GET":
            raise self.host.refusal(self.scope, "method_not_allowed")
        if standing.over and (standing.covered is None or (after and after >= standing.covered)):
            await self._respond(204, [], b"")
            return
        await self.send({"type": "http.response.start", "status": 200, "headers": sse.HEADERS})
        state = Frame.unlogged(InterviewState(status=standing.status))
        await self._write(sse.retry(sse.RETRY_MS) + state.wire)
        assert self.cursor
        while True:
            frames = await self.cursor.next()
            await self._write(b"".join([frame.wire for frame in frames]))

    async def refuse(self, refused: Refused) -> None:
        headers = [(b"content-type", b"application/json; charset=utf-8")]
        if refused.status == 401:
            headers.append((b"www-authenticate", b"Bearer"))
        await self._respond(refused.status, headers, msgspec.json.encode(refused.body))

    async def give_up(self) -> None:
        if self.cursor is None:
            await self.refuse(self.host.refusal(self.scope, "unavailable"))
        else:
            await self._write(b"", more=False)

    async def _respond(self, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        await self._write(body, more=False)

    async def _write(self, body: bytes, more: bool = True) -> None:
        await self.send({"type": "http.response.body", "body": body, "more_body": more})


class WebSocketConsumer(StreamConsumer):
    """`WS /ws/interview/<id>/stream`. Dead peers are found by the server's own pings."""

    async def websocket_connect(self, message: dict[str, Any]) -> None:
        # Accepted first: a refusal before that would reach the browser as a bare 403, without a reason.
        bearer = "bearer" if "bearer" in self.scope["subprotocols"] else None
        await self.send({"type": "websocket.accept", "subprotocol": bearer})
        self.start_sending()

    async def websocket_receive(self, message: dict[str, Any]) -> None:
        try:
            await self._take(message.get("text"))
        except Refused as refused:
            if refused.status == 422:
                await self._say({"type": "error", **refused.body})
            else:
                await stop(self._sender)
                await self.refuse(refused)
        except Exception:
            log.exception("a message to interview %s broke", self.interview_id)
            await stop(self._sender)
            await self.give_up()

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        raise StopConsumer

    async def stream(self, standing: Standing, after: Position | None) -> None:
        state = Frame.unlogged(InterviewState(status=standing.status))
        await self.send({"type": "websocket.send", "text": state.text})
        assert self.cursor
        while True:
            for frame in await self.cursor.next():
                if frame.text:
                    await self.send({"type": "websocket.send", "text": frame.text})

    async def refuse(self, refused: Refused) -> None:
        await self._say({"type": "error", **refused.body})
        await self.send({"type": "websocket.close", "code": refused.close_code})

    async def give_up(self) -> None:
        await self.send({"type": "websocket.close", "code": 4012})

    async def _say(self, reply: dict[str, Any]) -> None:
        await self.send({"type": "websocket.send", "text": json.dumps(reply, ensure_ascii=False)})

    async def _take(self, text: str | None) -> None:
        """Act on one message. Refused where it is malformed, too long, or its handler says so."""
        message = self._parsed(text)
        kind = message["type"]
        if kind == "ping":
            await self._say({"type": "pong"})
        elif kind == "resume":
            self._resumed = max(self._resumed, self.parse_position(message.get("last_event_id")))
            if self.cursor:
                self.cursor.resume(self._resumed)
        else:
            handler = self.host.handlers[kind]
            await self._say(await handler(self.scope, self.interview_id, message))

    def _parsed(self, text: str | None) -> dict[str, Any]:
        if text is not None and len(text.encode("utf-8", "surrogatepass")) > MAX_MESSAGE_BYTES:
            raise self.host.refusal(self.scope, "too_large")
        try:
            message = json.loads(text or "")
            known = message["type"] in {"ping", "resume", *self.host.handlers}
        except (ValueError, TypeError, KeyError, RecursionError):
            known = False
        if not known:
            raise self.host.refusal(self.scope, "malformed")
        return message
