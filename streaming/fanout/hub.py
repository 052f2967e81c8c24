"""The hub: one subscription per stream and process, whatever the number of its readers."""

import asyncio
import itertools
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from redis import RedisError

from streaming.host import Host
from streaming.listener import Listener
from streaming.log import RedisLog
from streaming.subscription import Subscription
from streaming.tasks import spawn, stop
from streaming.wire.events import InterviewState

from .control import ChannelLayer, listen
from .doorkeeper import Doorkeeper
from .feed import Feed

HEARTBEAT_SECONDS = 15.0
PUSH_SECONDS = 2.0  # of quiet after an event
COMPARE_EVERY = 2  # heartbeats
PRESENCE_SECONDS = 0.5  # at most this often, Redis is told of new readers
SLOTS = 15  # parts of a heartbeat in which feeds take turns to ask Redis, so that a thousand do not ask at once


class Hub:
    """Keeps a feed for each interview that somebody reads. Belongs to one event loop; starts with the first reader.

    Await `close` to end its tasks.
    """

    def __init__(
        self, connect: Callable[[], Subscription], redis_log: RedisLog, host: Host, layer: ChannelLayer
    ) -> None:
        """`connect` makes a Subscription that is not connected yet. `layer` carries states between processes."""
        self._log, self._host, self._layer = redis_log, host, layer
        self._listener = Listener("hub", connect, self._deliver)
        self.doorkeeper = Doorkeeper(host)
        self._feeds: dict[str, Feed] = {}  # by channel
        self._present: set[tuple[int, str]] = set()  # (interview, role), still to be told to Redis
        self._someone_came = asyncio.Event()
        self._tasks: list[asyncio.Task[Any]] = []

    @asynccontextmanager
    async def feed(self, interview_id: int, role: str) -> AsyncIterator[Feed]:
        """Give a reader the interview's feed. `role` is shown as presence. The last reader ends the subscription."""
        channel = self._log.keys(interview_id).channel
        feed = self._feeds.get(channel)
        is_new = feed is None
        if feed is None:
            feed = self._feeds[channel] = Feed(interview_id, self._log, self._host)
        feed.readers[role] += 1  # before the first await: another reader may come and go meanwhile
        self._note_present(feed)
        try:
            if is_new:
                await self._subscribe(channel)
            yield feed
        finally:
            feed.readers -= Counter([role])
            if not feed.readers:
                del self._feeds[channel]
                await self._listener.remove(channel)

    def tell_state(self, interview_id: int, status: str, ends_at: str = "") -> None:
        """Send an interview's new status to its readers in this process."""
        if feed := self._feeds.get(self._log.keys(interview_id).channel):
            feed.tell(InterviewState(status, ends_at))

    async def close(self) -> None:
        """End the hub's tasks. The next reader starts them again."""
        await stop(*self._tasks)
        self._tasks.clear()

    async def _subscribe(self, channel: str) -> None:
        if not self._tasks:
            self._tasks = [
                spawn(self._listener.run(), "hub listener", shared=True),
                spawn(self._tick(), "hub tick", shared=True),
                spawn(self._keep_present(), "hub presence", shared=True),
                spawn(self.doorkeeper.run(), "hub doorkeeper", shared=True),
                spawn(listen(self._layer, self.tell_state), "hub control", shared=True),
            ]
        await self._listener.add(channel)

    def _deliver(self, kind: str, channel: str, data: Any) -> None:
        feed = self._feeds.get(channel)
        if feed is None:
            return
        if kind == "message":
            feed.offer(data)
        elif kind == "subscribe":
            feed.subscribed()

    async def _tick(self) -> None:
        for step in itertools.count(1):
            await asyncio.sleep(HEARTBEAT_SECONDS / SLOTS)
            for feed in list(self._feeds.values()):
                feed.push_out(after_seconds=PUSH_SECONDS)
                feed.beat(after_seconds=HEARTBEAT_SECONDS)
                turn, slot = divmod(step + feed.interview_id, SLOTS)
                if slot == 0:
                    self._note_present(feed)
                    if turn % COMPARE_EVERY == 0:
                        feed.compare()

    def _note_present(self, feed: Feed) -> None:
        self._present.update((feed.interview_id, role) for role in feed.readers)
        self._someone_came.set()

    async def _keep_present(self) -> None:
        """Tell Redis who reads, when readers join and again with every heartbeat. It expires by itself."""
        while True:
            await self._someone_came.wait()
            self._someone_came.clear()
            readers, self._present = self._present, set()
            with suppress(RedisError, OSError):
                await self._log.note_present(readers)
            await asyncio.sleep(PRESENCE_SECONDS)
