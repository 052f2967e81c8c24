"""Writes one attempt's events. Nothing waits here: what comes while an append is under way goes with the next."""

import asyncio
import logging
import time
from contextlib import suppress
from enum import StrEnum
from typing import Protocol

from redis import RedisError

from streaming.log import AppendReply, AppendStatus, RedisLog
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
    """Why the attempt is to stop."""

    CANCELLED = "cancelled"  # somebody asked; its closing event is still to be written
    STALE = "stale"  # another attempt has taken over; nothing more can be written


class EpochLease(Protocol):
    """What the database says of the epoch."""

    async def renew(self) -> bool:
        """Whether it is still the holder's."""

    async def is_cancelled(self) -> bool:
        """Whether somebody asked to stop it. The flag in Redis may be meant for an earlier one."""


class StreamWriter:
    """The holder of an epoch. `put` never blocks; `drained` waits until Redis has it all.

    Events are kept until the end, so that a log that Redis lost is seeded again from offset 1. The lease is renewed
    first, so that a zombie ends there. Sounds are kept bare once they are sent: for a new log they have expired.
    """

    def __init__(self, redis_log: RedisLog, interview_id: int, epoch: int, turn: int, lease: EpochLease) -> None:
        self._log, self._lease = redis_log, lease
        self._interview_id, self._epoch, self._turn = interview_id, epoch, turn
        self._kept: list[tuple[str, bytes]] = []
        self._sent = 0
        self._closing = False
        self._deferred: list[Event] | None = None  # what comes behind a closing event that is still to be put
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
        """When Redis had the first event of each type, by time.monotonic()."""

    @property
    def next_offset(self) -> int:
        return len(self._kept) + 1

    def put(self, event: Event) -> None:
        if self._deferred is not None and not isinstance(event, CLOSING):
            self._deferred.append(event)
            return
        behind, self._deferred = self._deferred or [], None
        for piece in (piece for each in (event, *behind) for piece in pieces(each)):
            self._kept.append((type_name(piece), encode(piece, StreamPosition(self._epoch, self.next_offset))))
        self._wake.set()

    def reserve_closing(self) -> int:
        """The offset of the closing event, which is put next: sounds that come before it go behind it."""
        self._deferred = []
        return self.next_offset

    async def drained(self) -> bool:
        """Wait until Redis has all that was put so far; False where another attempt has taken over, or may have."""
        wanted, flushing = len(self._kept), self._tasks[0]
        while self._sent < wanted and not flushing.done():
            await asyncio.wait([self._moved, flushing], return_when=asyncio.FIRST_COMPLETED)
        return self._sent >= wanted and self.halt is not Halt.STALE

    async def close(self) -> None:
        self._closing = True  # an append may swallow the cancellation
        await stop(*self._tasks)

    def stop_for(self, reason: Halt) -> None:
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
            log.warning("stream %s lost its log, seeding it again", self._interview_id)
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
        """Append, as often as it takes: tokens are kept while Redis is away."""
        first = StreamPosition(self._epoch, self._sent + 1)
        tries = 0
        while True:
            try:
                return await self._log.append(self._interview_id, first, batch)
            except (RedisError, OSError) as error:
                if self._closing:
                    raise asyncio.CancelledError from error
                if tries == 0:
                    log.warning("stream %s waits for Redis: %s", self._interview_id, type(error).__name__)
                await asyncio.sleep(RETRY_SECONDS[min(tries, len(RETRY_SECONDS) - 1)])
                tries += 1

    async def _look_for_cancel(self) -> None:
        """Every 200 ms, for before the first token and between slow ones no append brings the flag along."""
        while self.halt is None:
            if await self._is_flagged() and await self._lease.is_cancelled():
                self.stop_for(Halt.CANCELLED)
            elif self._flagged.is_set():  # for an attempt that has ended: look again, but not with every token
                await asyncio.sleep(CANCEL_LOOK_SECONDS)
                self._flagged.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._flagged.wait(), CANCEL_LOOK_SECONDS)

    async def _is_flagged(self) -> bool:
        if self._flagged.is_set():
            return True
        with suppress(RedisError, OSError):  # the database has it too, and whoever keeps the lease looks there
            return await self._log.cancel_turn(self._interview_id) == self._turn
        return False
