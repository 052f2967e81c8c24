"""One reader's place in a feed."""

import asyncio
from collections.abc import Iterable

from redis import RedisError

from streaming.host import StreamGone
from streaming.log import EMPTY, PAGE_BYTES
from streaming.wire import payload
from streaming.wire.events import Entry
from streaming.wire.events import joined as joined_entries
from streaming.wire.frame import Frame, Framed
from streaming.wire.merge import is_beyond
from streaming.wire.position import START, StreamPosition

from . import metrics
from .feed import Feed
from .line import Line

# A reader gets this much at once, so that one that stops reading costs this process no more.
STEP_BYTES = PAGE_BYTES
# If this many frames wait at once they are joined, because one message costs less than many.
JOIN_FROM = 16


class Cursor:
    """Yields the frames that one reader lacks, each once and in order."""

    def __init__(self, feed: Feed, line: Line, after: StreamPosition | None, mute: bool = False) -> None:
        """Start after the position `after`; if None, at the current question's start. `mute` leaves audio out."""
        self._feed, self._line, self._after, self._mute = feed, line, after or START, mute
        self._is_slow = False
        self._from_current = after is None
        self._index = feed.end
        self._caught_up = False
        self._ending: Exception | None = None
        self._woken: asyncio.Future[None] | None = None

    def resume(self, after: StreamPosition) -> None:
        """Move forward to `after`; an earlier position than the present one changes nothing."""
        if after > self._after:
            self._after = after
            self.fall_back()

    def fall_back(self, is_slow: bool = False) -> None:
        """Catch up from here with joined tokens, as after joining.

        With `is_slow`, leave out the audio that was missed, because text would wait behind it.
        """
        self._caught_up = False
        self._is_slow = is_slow
        metrics.SLOW.inc(is_slow)

    def end(self, error: Exception) -> None:
        """Have `next` raise the error, instead of anything that the reader has not had yet."""
        self._ending = error
        self.wake()

    async def has_more(self) -> bool:
        """Return whether the log holds something after the reader's position; False if Redis is away."""
        try:
            newest = await self._feed.log.newest(self._feed.interview_id)
        except (RedisError, OSError):
            return False
        return newest is not None and newest > self._after

    async def next(self) -> list[Frame]:
        """Wait for the next frames. Until the log can be read, these are heartbeats and states only.

        Raise StreamGone once the interview was deleted, and the error that `end` was called with.
        """
        while True:
            if self._ending:
                raise self._ending
            if self._feed.is_gone:
                raise StreamGone(self._feed.interview_id)
            if self._feed.ready and not self._caught_up:
                frames = await self._catch_up()
            else:
                frames = await self._live()
            if new := self._audible(self._newer(frames)):
                return await self._feed.whole(new)

    async def _live(self) -> list[Frame]:
        if self._index == self._feed.end:
            await self._change()
        frames = self._feed.frames(self._index)
        if frames is None:  # the ring has moved past this reader: back to the log
            self.fall_back()
            frames, self._index = self._feed.told_since(self._index), self._feed.begin
            return frames
        count = 1 if len(frames) == 1 else _fitting(self._size(frame.wire, frame.is_bare) for frame in frames)
        index, self._index = self._index, self._index + count
        if self._is_ahead and not all(frame.offset for frame in frames[:count]):
            self._caught_up = False  # in a pause, look again whether the reader is ahead or lost
        if not self._caught_up:
            return [frame for frame in frames[:count] if not frame.offset]
        if count >= JOIN_FROM and frames[0].offset and self._is_new(frames[0].position):
            return self._feed.joined(index, count)
        return frames[:count]

    def _is_new(self, position: StreamPosition | None) -> bool:
        """Return False for what the reader has seen, as when a lost log is written again."""
        return position is None or position > self._after

    async def _change(self) -> None:
        """Wait for frames that `take` cannot deliver."""
        self._woken = asyncio.get_running_loop().create_future()
        self._feed.wait(self)
        try:
            await self._woken
        finally:
            self._feed.leave(self)
            self._woken = None

    @property
    def is_waiting(self) -> bool:
        """Whether the reader waits for the next frame."""
        return self._woken is not None and not self._woken.done()

    def wake(self) -> None:
        """Let the reader's task run and take what is new."""
        if self._woken and self.is_waiting:
            self._woken.set_result(None)

    def take(self, newest: Framed | None, end: int) -> bool:
        """Write the newest frame straight to the connection if it is all that the reader lacks and the connection's
        buffer is empty. `end` is the index after that frame. Return False if the reader has to be woken instead.

        This saves a task switch and the server's own way to the socket, which are most of the cost of a delivery.
        """
        if not (self._caught_up and self.is_waiting):
            return False
        if self._index == end:
            return True
        if newest is None or self._index != end - 1 or (self._is_ahead and newest.position is None):
            return False
        if self._is_new(newest.position):
            is_heard = not (self._mute and newest.frame.is_sound)
            if is_heard and (newest.frame.is_bare or not self._line.write(newest)):
                return False
            self._after = newest.position or self._after
        self._index = end
        return True

    def _newer(self, frames: list[Frame]) -> list[Frame]:
        new = [frame for frame in frames if self._is_new(frame.position)]
        for frame in reversed(new):
            if position := frame.position:
                self._after = position
                break
        return new

    def _audible(self, frames: list[Frame]) -> list[Frame]:
        return [frame for frame in frames if not frame.is_sound] if self._mute else frames

    def _size(self, data: bytes, is_bare: bool) -> int:
        """Return how many bytes go out: a bare frame gets its payload before, STEP_BYTES at most."""
        return STEP_BYTES if is_bare and not self._mute else len(data)

    async def _catch_up(self) -> list[Frame]:
        """Return the next step of what follows the reader's position, tokens joined, up to the ring's end."""
        feed = self._feed
        if self._from_current:
            self._after = max(self._after, StreamPosition(feed.last.epoch, 0))
            self._from_current = False
        if feed.last != START and feed.holds(self._after):
            return self._from_ring()
        try:
            return await self._from_log()
        except (RedisError, OSError):
            feed.compare()  # retries until Redis is back, and wakes every reader then
            return await self._live()

    def _from_ring(self) -> list[Frame]:
        feed = self._feed
        held = feed.frames(feed.begin) or []
        behind = [frame.entry for frame in held if frame.position and frame.position > self._after]
        return self._replay(behind, feed.end, is_last=True)

    async def _from_log(self) -> list[Frame]:
        feed = self._feed
        end, until = feed.end, feed.last
        history: list[Frame] = []
        if await self._is_unknown():
            history.append(await feed.reset_frame())
            self._after = StreamPosition(until.epoch, 0)
        elif last_closing := await feed.lost(self._after):
            history.append(await feed.reset_frame())
            self._after = last_closing
        page = await feed.log.read(feed.interview_id, self._after, until) if until > self._after else EMPTY
        return history + self._replay(page.entries, end, page.is_last)

    async def _is_unknown(self) -> bool:
        """Return whether no attempt ever wrote the reader's position, as after a restored backup.

        The feed cannot tell: the reader may come from another web process that is ahead of it. So the database is asked
        whether the attempt has ended, and then the log where. While it goes on, a log that lost its end may be written
        again, and the reader waits.
        """
        if not self._is_ahead:
            return False
        feed = self._feed
        progress = await feed.host.progress(feed.interview_id)
        if self._after.epoch > progress.epoch:
            return True
        if progress.speaking or not progress.closing_published:
            return False
        return is_beyond(self._after, await feed.log.newest(feed.interview_id), progress.last_closing)

    @property
    def _is_ahead(self) -> bool:
        """Whether the reader has seen, or says so, more than its feed."""
        return self._after > self._feed.last

    def _replay(self, entries: list[Entry], end: int, is_last: bool) -> list[Frame]:
        """Return a step of `entries`. After the last one, go on live from `end`, with a state told meanwhile."""
        if self._is_slow:
            entries = [Entry(at, payload.skipped(data, at, "slow")) for at, data in entries]
        count = _fitting(self._size(data, payload.is_bare(data)) for _, data in entries)
        frames = [Frame.logged(entry) for entry in joined_entries(entries[:count])]
        if is_last and count == len(entries):
            frames += self._feed.told_since(self._index)
            self._caught_up, self._is_slow, self._index = True, False, end
        return frames


def _fitting(sizes: Iterable[int]) -> int:
    """Return how many of the first stay within STEP_BYTES together, at least one if there is one."""
    count = total = 0
    for size in sizes:
        total += size
        if total > STEP_BYTES and count:
            break
        count += 1
    return count
