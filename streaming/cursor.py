"""One reader's place in a feed."""

from redis import RedisError

from .events import Entry, joined
from .feed import Feed, Frame
from .position import START, Position


class Cursor:
    """Frames behind `after`, each once and in order; without a position, from the current question's start."""

    def __init__(self, feed: Feed, after: Position | None) -> None:
        self._feed, self._after = feed, after or START
        self._from_current = after is None
        self._index = feed.end
        self._caught_up = False

    def resume(self, after: Position) -> None:
        """Move forward; a place behind the present one changes nothing."""
        self._after = max(self._after, after)

    async def next(self) -> list[Frame]:
        """The next frames, at least one; waits for them. Until the log can be read, heartbeats and states alone."""
        while True:
            if self._feed.ready and not self._caught_up:
                frames = await self._catch_up()
                self._caught_up = True
            else:
                frames = await self._live()
            if new := self._newer(frames):
                return new

    async def _live(self) -> list[Frame]:
        if self._index == self._feed.end:
            await self._feed.changed()
        frames = self._feed.frames(self._index)
        if frames is None:  # the ring moved past this reader: back to the log
            self._caught_up = False
            return []
        self._index = self._feed.end
        return frames if self._caught_up else [frame for frame in frames if frame.position is None]

    def _newer(self, frames: list[Frame]) -> list[Frame]:
        new = [frame for frame in frames if frame.position is None or frame.position > self._after]
        latest = next((frame.position for frame in reversed(new) if frame.position), None)
        self._after = latest or self._after
        return new

    async def _catch_up(self) -> list[Frame]:
        """What lies between the reader's place and the ring's end, tokens joined."""
        feed = self._feed
        if self._from_current:
            self._after = max(self._after, Position(feed.last.epoch, 0))
            self._from_current = False
        while not feed.holds(self._after) or feed.last == START:
            try:
                return await self._from_log()
            except (RedisError, OSError):
                await feed.changed()
        self._index = feed.end
        held = feed.frames(feed.begin) or []
        entries = [Entry(frame.position, frame.text.encode()) for frame in held if frame.position]
        return _replay([entry for entry in entries if entry.position > self._after])

    async def _from_log(self) -> list[Frame]:
        feed = self._feed
        self._index, until = feed.end, feed.last
        history: list[Frame] = []
        oldest = await feed.log.oldest(feed.interview_id)
        if covered := await feed.lost(self._after, oldest):
            history.append(await feed.reset_frame())
            self._after = covered
        if until > self._after:
            history += _replay(await feed.log.read(feed.interview_id, self._after, until))
        return history


def _replay(entries: list[Entry]) -> list[Frame]:
    return [Frame.logged(entry) for entry in joined(entries)]
