"""One reader's place in a feed."""

import asyncio
from collections.abc import Iterable

from redis import RedisError

from streaming.log import EMPTY, PAGE_BYTES
from streaming.wire import payload
from streaming.wire.events import Entry
from streaming.wire.events import joined as joined_entries
from streaming.wire.frame import Frame, Framed
from streaming.wire.position import START, StreamPosition

from . import metrics
from .feed import Feed
from .line import Line

# What a reader is handed at once: what it does not read costs this process no more.
STEP_BYTES = PAGE_BYTES
# So many that wait at once are joined: one message then costs less than so many.
JOIN_FROM = 16


class Cursor:
    """Frames behind `after`, each once and in order; without a position, from the current question's start.

    With `mute` it leaves sounds out.
    """

    def __init__(self, feed: Feed, line: Line, after: StreamPosition | None, mute: bool = False) -> None:
        self._feed, self._line, self._after, self._mute = feed, line, after or START, mute
        self._is_slow = False
        self._from_current = after is None
        self._index = feed.end
        self._caught_up = False
        self._woken: asyncio.Future[None] | None = None

    def resume(self, after: StreamPosition) -> None:
        """Move forward; a place behind the present one changes nothing."""
        if after > self._after:
            self._after = after
            self.fall_back()

    def fall_back(self, is_slow: bool = False) -> None:
        """Catch up from here with joined tokens, as after joining. A slow line is spared the sounds it missed: text
        would wait behind them."""
        self._caught_up = False
        self._is_slow = is_slow
        metrics.SLOW.inc(is_slow)

    async def has_more(self) -> bool:
        """Whether the log holds something behind the reader's place; not so where Redis cannot tell."""
        try:
            newest = await self._feed.log.newest(self._feed.interview_id)
        except (RedisError, OSError):
            return False
        return newest is not None and newest > self._after

    async def next(self) -> list[Frame]:
        """The next frames, at least one; waits for them. Until the log can be read, heartbeats and states alone."""
        while True:
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
        if frames is None:  # the ring moved past this reader: back to the log
            self.fall_back()
            frames, self._index = self._feed.told_since(self._index), self._feed.begin
            return frames
        count = 1 if len(frames) == 1 else _fitting(self._size(frame.wire, frame.is_bare) for frame in frames)
        index, self._index = self._index, self._index + count
        if not self._caught_up:
            return [frame for frame in frames[:count] if frame.position is None]
        if count >= JOIN_FROM and frames[0].position and self._is_new(frames[0]):
            return self._feed.joined(index, count)
        return frames[:count]

    def _is_new(self, frame: Frame) -> bool:
        """Not so where a lost log is seeded again: its first events this reader may have seen."""
        return frame.position is None or frame.position > self._after

    async def _change(self) -> None:
        """Wait for frames that `take` cannot see to."""
        self._woken = asyncio.get_running_loop().create_future()
        self._feed.wait(self)
        try:
            await self._woken
        finally:
            self._feed.leave(self)
            self._woken = None

    @property
    def is_waiting(self) -> bool:
        return self._woken is not None and not self._woken.done()

    def wake(self) -> None:
        if self._woken and self.is_waiting:
            self._woken.set_result(None)

    def take(self, newest: Framed | None, end: int) -> bool:
        """Write the newest frame straight to the line, where it is all that this reader lacks and the line is empty.

        No task is switched to for it, and the server's own way to the socket is spared: most of what a delivery costs.
        """
        if not (self._caught_up and self.is_waiting):
            return False
        if self._index == end:
            return True
        if newest is None or self._index != end - 1:
            return False
        if self._is_new(newest.frame):
            is_heard = not (self._mute and newest.frame.is_sound)
            if is_heard and (newest.frame.is_bare or not self._line.write(newest)):
                return False
            self._after = newest.frame.position or self._after
        self._index = end
        return True

    def _newer(self, frames: list[Frame]) -> list[Frame]:
        new = [frame for frame in frames if self._is_new(frame)]
        for frame in reversed(new):
            if frame.position:
                self._after = frame.position
                break
        return new

    def _audible(self, frames: list[Frame]) -> list[Frame]:
        return [frame for frame in frames if not frame.is_sound] if self._mute else frames

    def _size(self, data: bytes, is_bare: bool) -> int:
        """Bytes that go out for it: a bare sound is one with its payload by then, STEP_BYTES at most."""
        return STEP_BYTES if is_bare and not self._mute else len(data)

    async def _catch_up(self) -> list[Frame]:
        """What follows the reader's place, tokens joined: a step of it, until the ring's end is reached."""
        feed = self._feed
        if self._from_current:
            self._after = max(self._after, StreamPosition(feed.last.epoch, 0))
            self._from_current = False
        if feed.last != START and feed.holds(self._after):
            return self._from_ring()
        try:
            return await self._from_log()
        except (RedisError, OSError):
            feed.compare()  # which tries until Redis is back, and wakes every reader then
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
        elif last_closing := await feed.lost(self._after, await feed.log.oldest(feed.interview_id)):
            history.append(await feed.reset_frame())
            self._after = last_closing
        page = await feed.log.read(feed.interview_id, self._after, until) if until > self._after else EMPTY
        return history + self._replay(page.entries, end, page.is_last)

    async def _is_unknown(self) -> bool:
        """Whether no attempt ever wrote the reader's place, as after a restored backup: it would wait for ever."""
        if self._after.epoch <= self._feed.last.epoch:
            return False
        return self._after.epoch > (await self._feed.host.progress(self._feed.interview_id)).epoch

    def _replay(self, entries: list[Entry], end: int, is_last: bool) -> list[Frame]:
        """A step of `entries`; with the last of all, go on live from `end`, told of a state that changed meanwhile."""
        if self._is_slow:
            entries = [Entry(at, payload.skipped(data, at, "slow")) for at, data in entries]
        count = _fitting(self._size(data, payload.is_bare(data)) for _, data in entries)
        frames = [Frame.logged(entry) for entry in joined_entries(entries[:count])]
        if is_last and count == len(entries):
            frames += self._feed.told_since(self._index)
            self._caught_up, self._is_slow, self._index = True, False, end
        return frames


def _fitting(sizes: Iterable[int]) -> int:
    """How many of the first stay within STEP_BYTES together; one at least, where there is one."""
    count = total = 0
    for size in sizes:
        total += size
        if total > STEP_BYTES and count:
            break
        count += 1
    return count
