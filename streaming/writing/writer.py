"""Writes one attempt's events. Events that arrive during an append go with the next one; nothing waits for a batch."""

import asyncio
import logging
import time
from contextlib import suppress
from enum import StrEnum
from typing import Protocol

from redis import RedisError

from streaming.log import AppendReply, AppendStatus, RedisLog
from streaming.redis_errors import reason_of
from streaming.tasks import spawn, stop
from streaming.wire import payload
from streaming.wire.events import CLOSING, Event, encode, pieces, type_name
from streaming.wire.position import StreamPosition

from .metrics import APPEND

log = logging.getLogger(__name__)

MAX_BATCH = 256
CANCEL_LOOK_SECONDS = 0.2
RETRY_SECONDS = (0.05, 0.1, 0.2, 0.5, 1.0)


class Halt(StrEnum):
    """Why the attempt has to stop."""

    CANCELLED = "cancelled"  # somebody asked for it; the closing event is still to be written
    STALE = "stale"  # another attempt has taken over; nothing more can be written


class EpochLease(Protocol):
    """What the database knows of the epoch."""

    async def renew(self) -> bool:
        """Extend the lease. Return False if another attempt has taken over."""

    async def is_cancelled(self) -> bool:
        """Return whether somebody asked to stop this attempt. The flag in Redis may be meant for an earlier one."""


class StreamWriter:
    """Appends the events of one epoch to its stream. `put` never blocks; `drained` waits until Redis has them all.

    Events are kept until the end, so that they can be written again from offset 1 if Redis loses its log. The lease is
    renewed first, so that an attempt that lost it stops there. Audio is kept without its payload once it is sent; in a
    log that is written again it has expired.

    `halted` is set when the attempt has to stop; `halt` is the reason then. End it with `close` in any case.
    """

    def __init__(self, redis_log: RedisLog, interview_id: int, epoch: int, turn: int, lease: EpochLease) -> None:
        """Start writing, in a running event loop. `epoch` is the primary key of the attempt, `turn` a turn's number."""
        self._log, self._lease = redis_log, lease
        self._interview_id, self._epoch, self._turn = interview_id, epoch, turn
        self._kept: list[tuple[str, bytes]] = []
        self._sent = 0
        self._closing = False
        self._ending = False  # the closing event's place is reserved: the lease says nothing any more
        self._deferred: list[Event] | None = None  # events that follow a closing event that is still to be put
        self._wake = asyncio.Event()
        self._flagged = asyncio.Event()
        self._moved: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._tasks = [
            spawn(self._flush(), f"writer {interview_id} {epoch}"),
            spawn(self._look_for_cancel(), f"cancel look {interview_id} {epoch}"),
        ]
        self.halted = asyncio.Event()
        self.halt: Halt | None = None
        self.first_at: dict[str, float] = {}
        """By event type: when Redis had the first one, in seconds of time.monotonic()."""

    @property
    def next_offset(self) -> int:
        return len(self._kept) + 1

    def put(self, event: Event) -> None:
        """Hand in the next event. Returns at once; the event gets the next free offset."""
        if self._deferred is not None and not isinstance(event, CLOSING):
            self._deferred.append(event)
            return
        behind, self._deferred = self._deferred or [], None
        for piece in (piece for each in (event, *behind) for piece in pieces(each)):
            self._kept.append((type_name(piece), encode(piece, StreamPosition(self._epoch, self.next_offset))))
        self._wake.set()

    def reserve_closing(self) -> int:
        """Return the offset of the closing event, and keep it free: until that is put, other events queue after it."""
        self._deferred, self._ending = [], True
        return self.next_offset

    async def drained(self) -> bool:
        """Wait until Redis has all that was put so far. Return False if another attempt has taken over, or may have."""
        wanted, flushing = len(self._kept), self._tasks[0]
        while self._sent < wanted and not flushing.done():
            await asyncio.wait([self._moved, flushing], return_when=asyncio.FIRST_COMPLETED)
        return self._sent >= wanted and self.halt is not Halt.STALE

    async def close(self) -> None:
        """Stop writing; what Redis does not have yet is dropped. May be called again."""
        self._closing = True  # an append may swallow the cancellation
        await stop(*self._tasks)

    def stop_for(self, reason: Halt) -> None:
        """Ask the attempt to stop. STALE overrides CANCELLED."""
        self.halt = self.halt or reason
        if reason is Halt.STALE:
            self.halt = reason
        self.halted.set()

    @property
    def _goes_on(self) -> bool:
        return self.halt is not Halt.STALE and not self._closing

    async def _flush(self) -> None:
        while self._goes_on:
            await self._wake.wait()
            self._wake.clear()
            while self._sent < len(self._kept) and self._goes_on:
                await self._append(self._kept[self._sent : self._sent + MAX_BATCH])

    async def _append(self, batch: list[tuple[str, bytes]]) -> None:
        began = time.perf_counter()
        reply = await self._reach_redis(batch)
        APPEND.observe(time.perf_counter() - began)
        if reply.cancel_turn == self._turn:
            self._flagged.set()
        if reply.status is AppendStatus.OK:
            self._note_sent(batch)
        elif reply.status is AppendStatus.GONE and await self._lease.renew():
            log.warning("stream %s lost its log, writing it again", self._interview_id)
            self._sent = 0
        elif reply.status is AppendStatus.STALE and not self._ending and await self._lease.renew():
            # Every later attempt is in the database first. If it knows of none, it was restored from a backup and the
            # log is of a time that it has forgotten.
            log.warning("stream %s has a log that the database has forgotten, writing it anew", self._interview_id)
            await self._log.forget(self._interview_id)
            self._sent = 0
        else:
            self.stop_for(Halt.STALE)

    def _note_sent(self, batch: list[tuple[str, bytes]]) -> None:
        now = time.monotonic()
        for at, (kind, data) in enumerate(batch, self._sent):
            self.first_at.setdefault(kind, now)
            self._kept[at] = kind, payload.cut(data)[0]
        self._sent += len(batch)
        self._moved.set_result(None)
        self._moved = asyncio.get_running_loop().create_future()

    async def _reach_redis(self, batch: list[tuple[str, bytes]]) -> AppendReply:
        """Append, as often as it takes. Events are kept while Redis is away."""
        first = StreamPosition(self._epoch, self._sent + 1)
        tries = 0
        while True:
            try:
                return await self._log.append(self._interview_id, first, batch)
            except (RedisError, OSError) as error:
                if self._closing:
                    raise asyncio.CancelledError from error
                if tries == 0:
                    log.warning("stream %s waits for Redis: %s", self._interview_id, reason_of(error))
                await asyncio.sleep(RETRY_SECONDS[min(tries, len(RETRY_SECONDS) - 1)])
                tries += 1

    async def _look_for_cancel(self) -> None:
        """Ask for the flag every 200 ms, because no append brings it before the first token or between slow ones."""
        while self.halt is None:
            if await self._is_flagged() and await self._lease.is_cancelled():
                self.stop_for(Halt.CANCELLED)
            elif self._flagged.is_set():  # meant for an attempt that has ended: look again, but not with every token
                await asyncio.sleep(CANCEL_LOOK_SECONDS)
                self._flagged.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._flagged.wait(), CANCEL_LOOK_SECONDS)

    async def _is_flagged(self) -> bool:
        if self._flagged.is_set():
            return True
        with suppress(RedisError, OSError):  # the database has it, too, and whoever renews the lease looks there
            return await self._log.cancel_turn(self._interview_id) == self._turn
        return False
