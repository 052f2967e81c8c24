"""What both transports share: admission, limits, the cursor, and a task that sends what it yields.

Channels runs one handler at a time, and each dispatch costs a thread hop. So handlers only start and stop the task, and
a disconnect is seen at once.
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
from streaming.host import Host, InterviewProgress, StreamGone, StreamReader, StreamRefused
from streaming.tasks import spawn, stop
from streaming.wire.frame import Frame
from streaming.wire.position import START, StreamPosition

log = logging.getLogger(__name__)

# A connection that takes longer to clear 100 KB is slower than speech is sent, which is 1 Mbit/s.
SLOW_SECONDS = 1.0


class Streams(NamedTuple):
    """What every connection of a process works with."""

    host: Host
    hub: Hub
    limits: StreamLimits


class StreamConsumer(AsyncConsumer, ABC):  # type: ignore[misc, no-any-unimported]  # Channels has no types
    """A connection that reads one stream. Subclasses say how a transport begins, sends, refuses and ends."""

    channel_layer_alias = ""  # none: control messages come through the hub, which has one receiver per process
    transport = ""  # the label of metrics
    interview_id: int  # set once the reader is admitted

    def __init__(self, streams: Streams) -> None:
        self.host, self.hub, self.limits = streams
        self.cursor: Cursor | None = None
        self._resumed = START  # a reader may ask to resume before it has a cursor
        self._sender: asyncio.Task[Any] | None = None
        # True once the stream has begun, False if it never will.
        self.joined: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            await super().__call__(scope, receive, send)
        except asyncio.CancelledError:
            # The server shuts down, or has long lost the client; then nothing more is sent.
            await stop(self._sender)
            await self.send_elsewhere()
            raise
        finally:
            # Every exit passes here, including a cancellation by the server, which no disconnect handler sees.
            await stop(self._sender)

    @property
    def asked(self) -> int | None:
        """The interview in the address, None if it has none."""
        interview_id: int | None = self.scope["url_route"]["kwargs"].get("interview_id")
        return interview_id

    @property
    def line(self) -> Line:
        """The connection below the application (`Daphne` puts it into the scope)."""
        line: Line = self.scope["line"]
        return line

    def start_sending(self) -> None:
        self._sender = spawn(self._run(), f"sender {self.asked}")

    async def _run(self) -> None:
        try:
            after = self._position()
            with self._counted(self.limits.of_address, (self.scope.get("client") or [""])[0]):
                reader = await self.host.admit(self.scope, self.asked)
                self.interview_id = reader.interview_id
                with self._counted(self.limits.of_user, reader.user):
                    await self._read(reader, after)
        except StreamRefused as refused:
            await self.turn_away(refused)
        except StreamGone:
            await self.turn_away(self.host.refusal(self.scope, "not_found"))
        except Exception:
            log.exception("a stream of interview %s failed", self.asked)
            await self.give_up()
        finally:
            if not self.joined.done():
                self.joined.set_result(False)

    async def turn_away(self, refused: StreamRefused) -> None:
        """Count a refusal and send it."""
        metrics.TURNED_AWAY.labels(refused.code).inc()
        await self.refuse(refused)

    def _counted(self, limit: ConcurrencyLimit, key: str) -> AbstractContextManager[None]:
        """Count the connection, or raise StreamRefused at the limit. An empty key (a Unix socket) has no limit."""
        try:
            return limit.held(key) if key else nullcontext()
        except LimitReached:
            raise self.host.refusal(self.scope, "too_many") from None

    async def _read(self, reader: StreamReader, after: StreamPosition | None) -> None:
        async with self.hub.feed(self.interview_id, reader.role) as feed:
            self.cursor = cursor = Cursor(feed, self.line, after, mute=self.is_mute)
            cursor.resume(self._resumed)
            with self.hub.doorkeeper.inside(reader, lambda code: cursor.end(self.host.refusal(self.scope, code))):
                await self._stream(cursor, after)

    async def _stream(self, cursor: Cursor, after: StreamPosition | None) -> None:
        # Read only now: the feed already passes on every later change.
        progress = await self.host.progress(self.interview_id)
        if await self.begin(progress, after):
            self.joined.set_result(True)
            with metrics.VIEWERS.labels(self.transport).track_inprogress():
                await self.send_frames([Frame.unlogged(progress.state)])
                await self._pump(cursor)

    async def _pump(self, cursor: Cursor) -> None:
        """Send what the cursor yields, no faster than the client reads. Raise StreamRefused once it stops reading."""
        while True:
            await self.send_frames(await cursor.next())
            if self.line.is_full:
                metrics.BEHIND.inc()
                full_at = time.monotonic()
                if not await self.line.cleared():
                    raise self.host.refusal(self.scope, "too_slow")
                cursor.fall_back(is_slow=time.monotonic() - full_at > SLOW_SECONDS)

    async def has_more(self) -> bool:
        """Return whether the log holds something that this reader has not had."""
        return self.cursor is not None and await self.cursor.has_more()

    def resume(self, after: StreamPosition) -> None:
        """Skip what comes up to `after`; a position that the reader has passed changes nothing."""
        self._resumed = max(self._resumed, after)
        if self.cursor:
            self.cursor.resume(self._resumed)

    def _position(self) -> StreamPosition | None:
        """Return where the reader left off. The header wins over the query string."""
        headers = dict(self.scope["headers"])
        text = headers.get(b"last-event-id", b"").decode("latin-1") or self._asked("last_event_id")
        return self.parse_position(text) if text else None

    @property
    def is_mute(self) -> bool:
        """Whether the reader asked for no audio (`?audio=0`)."""
        return self._asked("audio") == "0"

    def _asked(self, name: str) -> str:
        query_string: bytes = self.scope["query_string"]
        return parse_qs(query_string.decode("latin-1")).get(name, [""])[0]

    def parse_position(self, text: Any) -> StreamPosition:
        try:
            return StreamPosition.parse(text)
        except (TypeError, ValueError):
            raise self.host.refusal(self.scope, "bad_position") from None

    @abstractmethod
    async def begin(self, progress: InterviewProgress, after: StreamPosition | None) -> bool:
        """Open the stream. Return False if there is none to open, after telling the client so."""

    @abstractmethod
    async def send_frames(self, frames: Sequence[Frame]) -> None:
        """Send frames in order."""

    @abstractmethod
    async def refuse(self, refused: StreamRefused) -> None:
        """Tell the client why, and end the connection."""

    @abstractmethod
    async def give_up(self) -> None:
        """End the connection after an error of ours, in a way that makes the client come back."""

    @abstractmethod
    async def send_elsewhere(self) -> None:
        """Ask the client to reconnect, because this process shuts down."""
