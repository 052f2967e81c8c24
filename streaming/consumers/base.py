"""What both transports share: admission, limits, the cursor, and a task of its own that sends what it yields.

Channels runs one handler at a time, and each dispatch costs a thread hop: so handlers only start and stop the
task, and the disconnect is seen at once.
"""

import asyncio
import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from channels.consumer import AsyncConsumer

from streaming.fanout import metrics
from streaming.fanout.cursor import Cursor
from streaming.fanout.hub import Hub
from streaming.fanout.limits import ConcurrencyLimit, LimitReached, StreamLimits
from streaming.fanout.line import Line
from streaming.host import Host, InterviewProgress, StreamRefused
from streaming.tasks import spawn, stop
from streaming.wire.events import InterviewState
from streaming.wire.frame import Frame
from streaming.wire.position import START, StreamPosition

log = logging.getLogger(__name__)

# A line that takes longer for the 100 KB that were too much cannot take speech as fast as it is sent, 1 Mbit/s.
SLOW_SECONDS = 1.0


class Streams(NamedTuple):
    """What every connection works with."""

    host: Host
    hub: Hub
    limits: StreamLimits


class StreamConsumer(AsyncConsumer, ABC):
    """A connection that reads one stream. A transport says how it begins, sends, refuses and ends."""

    channel_layer_alias = ""  # control messages come through the hub, one receiver a process
    transport = ""
    interview_id: int  # from its admission on

    def __init__(self, streams: Streams) -> None:
        self.host, self.hub, self.limits = streams
        self.cursor: Cursor | None = None
        self._resumed = START  # a reader may say so before its cursor is there
        self._sender: asyncio.Task[Any] | None = None
        # Whether the stream has begun; False where it never will.
        self.joined: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            await super().__call__(scope, receive, send)
        except asyncio.CancelledError:
            # The server ends (or has long lost the client, to whom then nothing goes).
            await stop(self._sender)
            await self.send_elsewhere()
            raise
        finally:
            # Every exit passes here, also the server's cancellation, which no disconnect handler sees.
            await stop(self._sender)

    @property
    def asked(self) -> int | None:
        """The interview that the address names."""
        return self.scope["url_route"]["kwargs"].get("interview_id")

    @property
    def line(self) -> Line:
        return self.scope["line"]

    def start_sending(self) -> None:
        self._sender = spawn(self._run(), f"sender {self.asked}")

    async def _run(self) -> None:
        try:
            after = self._position()
            with self._counted(self.limits.of_address, (self.scope.get("client") or [""])[0]):
                reader = await self.host.admit(self.scope, self.asked)
                self.interview_id = reader.interview_id
                with self._counted(self.limits.of_user, reader.user):
                    await self._read(reader.role, after)
        except StreamRefused as refused:
            await self.turn_away(refused)
        except Exception:
            log.exception("a stream of interview %s broke", self.asked)
            await self.give_up()
        finally:
            if not self.joined.done():
                self.joined.set_result(False)

    async def turn_away(self, refused: StreamRefused) -> None:
        metrics.TURNED_AWAY.labels(refused.code).inc()
        await self.refuse(refused)

    def _counted(self, limit: ConcurrencyLimit, key: str) -> AbstractContextManager[None]:
        """StreamRefused where the limit is reached. Who has no key, as on a Unix socket, is not counted."""
        try:
            return limit.held(key) if key else nullcontext()
        except LimitReached:
            raise self.host.refusal(self.scope, "too_many") from None

    async def _read(self, role: str, after: StreamPosition | None) -> None:
        async with self.hub.feed(self.interview_id, role) as feed:
            self.cursor = Cursor(feed, self.line, after, mute=self.is_mute)
            self.cursor.resume(self._resumed)
            # Read now that the feed tells of every later change.
            progress = await self.host.progress(self.interview_id)
            if await self.begin(progress, after):
                self.joined.set_result(True)
                with metrics.VIEWERS.labels(self.transport).track_inprogress():
                    await self.send_frames([Frame.unlogged(InterviewState(status=progress.status))])
                    await self._pump(self.cursor)

    async def _pump(self, cursor: Cursor) -> None:
        """Send what the cursor yields, no faster than the reader reads. StreamRefused where it has stopped reading."""
        while True:
            await self.send_frames(await cursor.next())
            if self.line.is_full:
                metrics.BEHIND.inc()
                full_at = time.monotonic()
                if not await self.line.cleared():
                    raise self.host.refusal(self.scope, "too_slow")
                cursor.fall_back(is_slow=time.monotonic() - full_at > SLOW_SECONDS)

    async def has_more(self) -> bool:
        """Whether the log holds something that this reader has not had."""
        return self.cursor is not None and await self.cursor.has_more()

    def resume(self, after: StreamPosition) -> None:
        self._resumed = max(self._resumed, after)
        if self.cursor:
            self.cursor.resume(self._resumed)

    def _position(self) -> StreamPosition | None:
        """Where the reader left off: the header's word beats the query's."""
        headers = dict(self.scope["headers"])
        text = headers.get(b"last-event-id", b"").decode("latin-1") or self._asked("last_event_id")
        return self.parse_position(text) if text else None

    @property
    def is_mute(self) -> bool:
        """Whether the reader wants no sounds."""
        return self._asked("audio") == "0"

    def _asked(self, name: str) -> str:
        query = parse_qs(self.scope["query_string"].decode("latin-1"))
        return query.get(name, [""])[0]

    def parse_position(self, text: Any) -> StreamPosition:
        try:
            return StreamPosition.parse(text)
        except (TypeError, ValueError):
            raise self.host.refusal(self.scope, "bad_position") from None

    @abstractmethod
    async def begin(self, progress: InterviewProgress, after: StreamPosition | None) -> bool:
        """Open the stream; False where there is none to open, and that was said."""

    @abstractmethod
    async def send_frames(self, frames: Sequence[Frame]) -> None: ...

    @abstractmethod
    async def refuse(self, refused: StreamRefused) -> None: ...

    @abstractmethod
    async def give_up(self) -> None:
        """End where something broke."""

    @abstractmethod
    async def send_elsewhere(self) -> None:
        """This process ends: ask the client to come back, to another or to the next."""
