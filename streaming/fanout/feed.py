"""One stream in this process: a ring of encoded events that all its readers share.

Memory grows with streams, not with readers: an event is encoded once, and a reader is an index (cursor.py).
"""

import asyncio
import logging
import time
from collections import Counter, deque
from typing import Any, Protocol

from redis import RedisError

from streaming.host import Host, StreamGone
from streaming.log import RedisLog
from streaming.tasks import spawn
from streaming.wire.events import Entry, InterviewState, Reset, position_of
from streaming.wire.frame import HEARTBEAT, PUSH, Frame, Framed, joined
from streaming.wire.merge import Continuity, continuity, is_lost
from streaming.wire.position import START, StreamPosition

from . import metrics

log = logging.getLogger(__name__)

# A question's events fit in, so that a reader who joins in its middle costs Redis nothing.
RING_ENTRIES = 512
RING_BYTES = 256 * 1024
# Part of RING_BYTES: the newest audio payloads. Readers that join later, or lag, get theirs from Redis.
SOUND_BYTES = 128 * 1024
RETRY_SECONDS = 0.5
# After a loss of Redis, changes of state may be missed until the channel layer has found it again: its connections
# learn of a new master ten seconds later than the hub's. Two comparisons fall into this time.
DOUBT_SECONDS = 60.0


class Waiting(Protocol):
    """A reader that waits for the next frame."""

    def take(self, newest: Framed | None, end: int) -> bool:
        """Deliver the newest frame, at index `end - 1`, without being woken; return False if that is not enough."""

    def wake(self) -> None:
        """Go and read the feed."""


class Feed:
    """Merges live events with the log. The hub offers what Redis publishes; cursors read frames by index.

    The ring holds every event after the position `floor`, up to and including `last`. `readers` counts them by role.
    `ready` is True once the log was read for the first time.
    """

    def __init__(self, interview_id: int, redis_log: RedisLog, host: Host) -> None:
        self.interview_id = interview_id
        self.log, self.host = redis_log, host
        self.readers: Counter[str] = Counter()
        self.ready = False
        self.is_gone = False  # the interview was deleted: readers end
        self._ring: deque[Frame] = deque()
        self._ring_bytes = 0
        self._voiced: deque[int] = deque()  # the indexes of frames with their audio payload
        self._voiced_bytes = 0
        self._spoke_at = time.monotonic()
        self._owes_push = False  # an event was sent, and nothing since
        self._dropped = 0  # how many frames have left the ring: the index of its first one
        self.floor = self.last = START
        self._told: tuple[int, Frame] | None = None  # the latest state that was told, and its index
        self._state: InterviewState | None = None
        self._doubts_status_until = 0.0
        self._joined: tuple[int, int, list[Frame]] = (0, 0, [])
        self._waiting: dict[Waiting, None] = {}  # in order of arrival; a dict for that
        self._handing_out = False
        self._came_at: float | None = None  # of the first live event that is still to be handed out
        self._comparing: asyncio.Task[Any] | None = None
        self._compare_again = False

    # Written by the hub and by the comparison.

    def offer(self, data: bytes) -> None:
        """Take a live event as it was published. Never waits: a task of its own repairs a gap from the log."""
        try:
            position = position_of(data)
        except ValueError:
            log.warning("stream %s: an event without a position was ignored", self.interview_id)
            return
        follows = continuity(self.last, position) if self.ready else Continuity.GAP
        if follows is Continuity.OLD:
            metrics.OLD.inc()
        elif follows is Continuity.NEXT and not self._comparing:
            metrics.LIVE.inc()
            self._came_at = self._came_at or time.perf_counter()
            self._append(Frame.logged(Entry(position, data)))
        else:
            metrics.GAP.inc()
            self.compare()

    def tell(self, event: InterviewState) -> None:
        """Send a state to every reader."""
        frame = Frame.unlogged(event)
        self._told, self._state = (self.end, frame), event
        self._append(frame)

    def beat(self, after_seconds: float = 0.0) -> None:
        """Send a heartbeat if nothing was sent for `after_seconds`, so that proxies and clients keep the connection."""
        if time.monotonic() - self._spoke_at >= after_seconds:
            self._strip(0)
            self._append(HEARTBEAT)

    def push_out(self, after_seconds: float = 0.0) -> None:
        """Send a padded comment once if nothing followed the last event for `after_seconds`: it frees that event from
        proxies that buffer a little.
        """
        if self._owes_push and time.monotonic() - self._spoke_at >= after_seconds:
            self._append(PUSH)

    def subscribed(self) -> None:
        """Note that Redis has confirmed the subscription: from now on, the log and the live events overlap."""
        if self.ready:  # it was lost, and a change of state may have been missed meanwhile
            self._doubts_status_until = time.monotonic() + DOUBT_SECONDS
        self.compare()

    def compare(self) -> None:
        """Start a comparison with the log, or have the running one repeated. It wakes every reader when it is done."""
        self._compare_again = True
        if self._comparing is None:
            self._comparing = spawn(self._compare(), f"compare {self.interview_id}", shared=True)

    async def _compare(self) -> None:
        try:
            while self._compare_again and self.readers:  # the last reader may leave while Redis is away
                self._compare_again = False
                try:
                    await self._catch_up()
                    self.ready = True
                    self._wake()
                except StreamGone:
                    self.is_gone = True
                    for reader in list(self._waiting):
                        reader.wake()
                    return
                except Exception as error:
                    # Redis or the host's database is away. Readers wait, and get everything afterwards.
                    log.warning("stream %s cannot be compared: %s", self.interview_id, type(error).__name__)
                    await asyncio.sleep(RETRY_SECONDS)
                    self._compare_again = True
        finally:
            self._comparing = None

    async def _catch_up(self) -> None:
        count = metrics.REPAIRED if self.ready else metrics.REPLAYED
        if not self.ready:
            self.floor = self.last = await self._start_of_current()
        elif last_closing := await self.lost(self.last):
            metrics.RESETS.inc()
            self._append(await self.reset_frame())
            self.floor = self.last = last_closing
        page = None
        while page is None or not page.is_last:
            page = await self.log.read(self.interview_id, after=self.last)
            for entry in page.entries:
                self._append(Frame.logged(entry))
            count.inc(len(page.entries))
        if time.monotonic() < self._doubts_status_until:
            state = (await self.host.progress(self.interview_id)).state
            if state != self._state:
                self.tell(state)

    async def _start_of_current(self) -> StreamPosition:
        if newest := await self.log.newest(self.interview_id):
            return StreamPosition(newest.epoch, 0)
        progress = await self.host.progress(self.interview_id)
        # Look again: a closing event is committed before it is logged, which may have happened since the first look.
        if newest := await self.log.newest(self.interview_id):
            return StreamPosition(newest.epoch, 0)
        return progress.covered or START

    async def lost(self, after: StreamPosition) -> StreamPosition | None:
        """Return None if all that follows `after` can be replayed, else the position to go on from after a reset."""
        oldest = await self.log.oldest(self.interview_id)
        if oldest is not None and oldest <= after:
            return None
        covered = (await self.host.progress(self.interview_id)).covered
        # Look again: a closing event that the database has may have been logged after the first look.
        return covered if is_lost(after, await self.log.oldest(self.interview_id), covered) else None

    async def reset_frame(self) -> Frame:
        """Make a `reset` event with the finished turns."""
        return Frame.unlogged(Reset(turns=await self.host.turns(self.interview_id)))

    def _append(self, new: Frame) -> None:
        self._spoke_at = time.monotonic()
        self._owes_push = bool(new.text)
        self._ring.append(new)
        self._ring_bytes += len(new.wire)
        if new.position:
            self.last = new.position
        if new.is_sound and not new.is_bare:
            self._voiced.append(self.end - 1)
            self._voiced_bytes += len(new.wire)
            self._strip(SOUND_BYTES)
        while len(self._ring) > RING_ENTRIES or (self._ring_bytes > RING_BYTES and len(self._ring) > 1):
            dropped = self._ring.popleft()
            if self._voiced and self._voiced[0] == self._dropped:
                self._voiced.popleft()
                self._voiced_bytes -= len(dropped.wire)
            self._dropped += 1
            self._ring_bytes -= len(dropped.wire)
            self.floor = dropped.position or self.floor
        self._wake()

    def _strip(self, most_bytes: int) -> None:
        """Drop the payloads of the oldest audio in the ring until at most `most_bytes` are left."""
        while self._voiced_bytes > most_bytes:
            at = self._voiced.popleft() - self._dropped
            whole = self._ring[at]
            self._ring[at] = bare = whole.bare()
            self._voiced_bytes -= len(whole.wire)
            self._ring_bytes -= len(whole.wire) - len(bare.wire)

    def _wake(self) -> None:
        """Hand out in the next iteration of the loop, so that events which arrive together go out together."""
        if not self._handing_out:
            self._handing_out = True
            asyncio.get_running_loop().call_soon(self._hand_out)

    def _hand_out(self) -> None:
        self._handing_out = False
        newest = Framed(self._ring[-1]) if self._ring else None
        to_wake = [reader for reader in self._waiting if not reader.take(newest, self.end)]
        for reader in to_wake:
            reader.wake()
        came_at, self._came_at = self._came_at, None
        if came_at and to_wake:
            # Runs after the tasks just woken: each sends what it has before it lets another run.
            asyncio.get_running_loop().call_soon(_relayed, came_at)
        elif came_at and self._waiting:
            _relayed(came_at)

    # Read by cursors. An index counts frames from the first one that the feed ever had.

    @property
    def begin(self) -> int:
        """The index of the ring's first frame."""
        return self._dropped

    @property
    def end(self) -> int:
        """The index after the ring's last frame."""
        return self._dropped + len(self._ring)

    def frames(self, index: int) -> list[Frame] | None:
        """Return the frames from `index` on, None if the ring no longer holds them."""
        if index < self._dropped:
            return None
        return [self._ring[i] for i in range(index - self._dropped, len(self._ring))]

    def holds(self, after: StreamPosition) -> bool:
        """Return whether the ring has everything that follows the position `after`."""
        return self.floor <= after <= self.last

    def told_since(self, index: int) -> list[Frame]:
        """Return the latest state, if it was told at `index` or later."""
        return [self._told[1]] if self._told and self._told[0] >= index else []

    def joined(self, index: int, count: int) -> list[Frame]:
        """Return `count` frames from `index` on with joined tokens, made once for all readers at that index."""
        if self._joined[:2] != (index, count):
            frames = self.frames(index) or []
            self._joined = index, count, joined(frames[:count])
        return self._joined[2]

    async def whole(self, frames: list[Frame]) -> list[Frame]:
        """Put payloads back into bare frames; one that has expired or cannot be read becomes `audio.skipped`."""
        wanted = [frame.position for frame in frames if frame.is_bare and frame.position]
        if not wanted:
            return frames
        try:
            found = await self.log.payloads(self.interview_id, wanted)
        except (RedisError, OSError):
            found = [None] * len(wanted)
        metrics.EXPIRED.inc(found.count(None))
        sounds = iter(found)
        return [frame.voiced(next(sounds)) if frame.is_bare else frame for frame in frames]

    def wait(self, reader: Waiting) -> None:
        """Add a reader that waits for the next frame."""
        self._waiting[reader] = None

    def leave(self, reader: Waiting) -> None:
        """Remove a reader that waited."""
        del self._waiting[reader]


def _relayed(came_at: float) -> None:
    metrics.RELAY.observe(time.perf_counter() - came_at)
