"""Readers who come at any moment of an attempt, to a web process that lags behind the log or not.

Whoever says where they were is believed, unless the attempt has ended before that place.
"""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from redis.asyncio import Redis

from streaming.fanout.feed import Feed
from streaming.fanout.hub import Hub
from streaming.log import RedisLog
from streaming.wire.events import Event
from streaming.wire.position import StreamPosition
from tests.streaming.scenes import Viewer, append, audio, done, eventually, started, token, watching
from tests.streaming.scripted_host import ScriptedHost

EPOCH = 5


class Attempt:
    """An attempt at a question, written step by step as a worker does it: the database's row first, then the log."""

    def __init__(
        self, log: RedisLog, redis: Redis, host: ScriptedHost, interview_id: int, chance: random.Random
    ) -> None:
        self._log, self._redis, self._host, self._interview_id, self._chance = log, redis, host, interview_id, chance
        words = [f"w{n} " for n in range(chance.randint(1, 8))]
        sounds = [audio(n) for n in range(chance.randint(0, 4))]
        self._closes_at = len(words) + 2
        self.events: list[Event] = [started(), *map(token, words), done("".join(words)), *sounds]
        self.written = 0  # the highest offset that anybody may have seen
        host.epoch = EPOCH

    async def run(self) -> AsyncIterator[None]:
        """Write, and give somebody a chance to come after each step."""
        lost = self._chance.randrange(1, self._closes_at)  # before the offset that follows, Redis forgets what it had
        for offset, event in enumerate(self.events, 1):
            if offset == self._closes_at:
                self._host.last_closing = StreamPosition(EPOCH, offset)
                self._host.closing_published, self._host.speaking = False, True
                yield
            await append(self._log, self._interview_id, (EPOCH, offset), event)
            self.written = offset
            self._host.closing_published = self._host.closing_published or offset > self._closes_at
            yield
            if offset == lost and self._chance.random() < 0.5:
                await self._redis.delete(self._log.keys(self._interview_id).log)
                yield
                await append(self._log, self._interview_id, (EPOCH, 1), *self.events[:offset])
                yield
        self._host.closing_published = True
        yield
        self._host.speaking = False
        yield


def is_up_to_date(viewer: Viewer, feed: Feed) -> bool:
    return viewer.cursor.is_waiting and viewer.cursor._index == feed.end


@pytest.mark.parametrize("seed", range(25))
async def test_only_who_was_where_nobody_can_have_been_is_reset(
    hub: Hub, redis: Redis, log: RedisLog, host: ScriptedHost, interview_id: int, seed: int
) -> None:
    chance = random.Random(seed)
    attempt = Attempt(log, redis, host, interview_id, chance)
    honest: list[tuple[int, Viewer]] = []
    lost: list[Viewer] = []
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as tasks:
        feed = await stack.enter_async_context(hub.feed(interview_id, "candidate"))
        hears, reading = feed.offer, []

        async def come(offset: int) -> Viewer:
            viewer = await stack.enter_async_context(watching(hub, interview_id, after=(EPOCH, offset)))
            reading.append(tasks.create_task(viewer.until(lambda _: False)))
            return viewer

        async for _ in attempt.run():
            lags = chance.random() < 0.5
            feed.offer = (lambda data: None) if lags else hears  # type: ignore[method-assign]
            if chance.random() < 0.5 and attempt.written:
                seen = chance.randint(1, attempt.written)
                honest.append((seen, await come(seen)))
            if chance.random() < 0.3:
                lost.append(await come(len(attempt.events) + chance.randint(1, 500)))
            if chance.random() < 0.5:
                feed.beat()
            await asyncio.sleep(chance.choice((0, 0.002)))
        feed.compare()
        await eventually(lambda: feed.last == (EPOCH, len(attempt.events)))
        feed.beat()
        everybody = [viewer for _, viewer in honest] + lost
        await eventually(lambda: all(is_up_to_date(viewer, feed) for viewer in everybody))
        for task in reading:
            task.cancel()
    for seen, viewer in honest:
        assert "reset" not in viewer.types
        assert not viewer.events or viewer.ids[-1] == (EPOCH, len(attempt.events))
        assert [at for at in viewer.ids if at <= (EPOCH, seen)] == []
    for viewer in lost:
        assert viewer.types[:2] == ["reset", "question.started"]
        assert viewer.types.count("reset") == 1
        assert viewer.ids[-1] == (EPOCH, len(attempt.events))
