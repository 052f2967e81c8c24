"""WebSocket streams."""

import json
import logging
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from channels.exceptions import StopConsumer

from streaming.fanout.inbound import MAX_MESSAGE_BYTES
from streaming.fanout.limits import Rate
from streaming.host import InterviewProgress, StreamRefused
from streaming.tasks import stop
from streaming.wire.frame import Frame
from streaming.wire.position import StreamPosition

from .base import StreamConsumer, Streams

log = logging.getLogger(__name__)

MESSAGES_PER_MINUTE = 240
COME_BACK = 4012


class WebSocketConsumer(StreamConsumer):
    """`WS /ws/interview/<id>/stream`, and `WS /v1/chat/stream`, whose address does not name the interview.

    The server's own pings find dead peers.
    """

    transport = "websocket"
    _accepted = False

    def __init__(self, streams: Streams) -> None:
        super().__init__(streams)
        self._rate = Rate(MESSAGES_PER_MINUTE)

    async def websocket_connect(self, message: dict[str, Any]) -> None:
        await self._accept()
        self.start_sending()

    async def websocket_receive(self, message: dict[str, Any]) -> None:
        try:
            self._check_amount()
            await self._take(message.get("text"))
        except StreamRefused as refused:
            if not refused.ends_socket:
                await self._say({"type": "error", **refused.body})
            else:
                await stop(self._sender)
                await self.turn_away(refused)
        except Exception:
            log.exception("a message to interview %s failed", self.asked)
            await stop(self._sender)
            await self.give_up()

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        raise StopConsumer

    async def begin(self, progress: InterviewProgress, after: StreamPosition | None) -> bool:
        if self.asked is None:
            await self._say({"type": "accepted", "interview": self.interview_id})
        return True

    async def send_frames(self, frames: Sequence[Frame]) -> None:
        for frame in frames:
            if frame.text:
                await self.send({"type": "websocket.send", "text": frame.text})

    async def refuse(self, refused: StreamRefused) -> None:
        await self._say({"type": "error", **refused.body})
        await self.send({"type": "websocket.close", "code": refused.close_code})

    async def give_up(self) -> None:
        await self.send({"type": "websocket.close", "code": COME_BACK})

    async def send_elsewhere(self) -> None:
        if not self._accepted:
            await self._accept()
        await self.give_up()

    async def _accept(self) -> None:
        # Whatever comes of it: a browser sees a refusal before that as a bare 403, without a reason.
        self._accepted = True
        bearer = "bearer" if "bearer" in self.scope["subprotocols"] else None
        await self.send({"type": "websocket.accept", "subprotocol": bearer})

    async def _say(self, reply: dict[str, Any]) -> None:
        await self.send({"type": "websocket.send", "text": json.dumps(reply, ensure_ascii=False)})

    def _check_amount(self) -> None:
        """Raise StreamRefused if the client sends too much or too often."""
        if flaw := self.line.flaw or ("" if self._rate.allows() else "too_many"):
            raise self.host.refusal(self.scope, flaw)

    async def _take(self, text: str | None) -> None:
        """Act on one message.

        Raise StreamRefused if it is malformed or too long, if its handler refuses it, or if replies go unread.
        """
        message = self._parsed(text)
        if self.line.is_full and not await self.line.cleared():
            raise self.host.refusal(self.scope, "too_slow")
        kind = message["type"]
        if kind == "ping":
            await self._say({"type": "pong"})
        elif kind == "resume":
            self.resume(self.parse_position(message.get("last_event_id")))
        elif await self.joined:
            handler = self.host.handlers[kind]
            await self._say(await handler(self.scope, self.interview_id, message))

    def _parsed(self, text: str | None) -> dict[str, Any]:
        if text is not None and len(text.encode("utf-8", "surrogatepass")) > MAX_MESSAGE_BYTES:
            raise self.host.refusal(self.scope, "too_large")
        message: Any = None
        with suppress(ValueError, RecursionError):
            message = json.loads(text or "")
        kind = message.get("type") if isinstance(message, dict) else None
        if not isinstance(kind, str) or kind not in {"ping", "resume", *self.host.handlers}:
            raise self.host.refusal(self.scope, "malformed").naming("type" if isinstance(message, dict) else "")
        known: dict[str, Any] = message
        return known
