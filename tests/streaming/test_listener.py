"""A subscription that outlives its connections, and leaves none behind."""

import asyncio
from typing import Any

import pytest
from redis.asyncio import Redis

from ops.processes.redis_server import RedisServer
from streaming.listener import Listener
from streaming.subscription import Subscription
from streaming.tasks import spawn, stop

from .scenes import SECONDS


class Ear:
    """Keeps what its listener receives."""

    def __init__(self, redis: Redis) -> None:
        self.heard: asyncio.Queue[tuple[str, str, Any]] = asyncio.Queue()
        self.error: Exception | None = None  # raised at the next message
        self.listener = Listener("ear", lambda: Subscription(redis.connection_pool), self._receive)

    def _receive(self, kind: str, channel: str, data: Any) -> None:
        if kind == "message" and self.error:
            error, self.error = self.error, None
            raise error
        self.heard.put_nowait((kind, channel, data))

    async def next(self) -> tuple[str, str, Any]:
        return await asyncio.wait_for(self.heard.get(), SECONDS)

    async def next_kinds(self, count: int) -> list[str]:
        return [(await self.next())[0] for _ in range(count)]


async def test_after_a_loss_every_channel_is_confirmed_again(redis: Redis) -> None:
    ear = Ear(redis)
    await ear.listener.add("one")
    await ear.listener.add("two")
    running = spawn(ear.listener.run(), "listener")
    assert await ear.next_kinds(2) == ["subscribe"] * 2
    await redis.client_kill_filter(_type="pubsub")
    assert await ear.next_kinds(3) == ["lost", "subscribe", "subscribe"]
    await redis.publish("two", b"hello")
    assert await ear.next() == ("message", "two", b"hello")
    await stop(running)


async def test_a_channel_added_while_redis_is_away_is_subscribed_once_it_is_back(
    frail_redis: RedisServer,
) -> None:
    async with Redis.from_url(frail_redis.url, socket_connect_timeout=1) as redis:
        ear = Ear(redis)
        frail_redis.stop()
        running = spawn(ear.listener.run(), "listener")
        assert await ear.next_kinds(2) == ["lost"] * 2
        await ear.listener.add("one")
        frail_redis.start()
        while (heard := await ear.next())[0] == "lost":
            pass
        assert heard[:2] == ("subscribe", "one")
        await stop(running)


async def test_a_removed_channel_is_unsubscribed(redis: Redis) -> None:
    ear = Ear(redis)
    running = spawn(ear.listener.run(), "listener")
    for channel in ("one", "two"):
        await ear.listener.add(channel)
    await ear.next_kinds(2)
    await ear.listener.remove("one")
    assert await ear.next_kinds(1) == ["unsubscribe"]
    assert await redis.publish("one", b"nobody hears this") == 0
    await stop(running)


async def test_a_failing_receiver_does_not_end_the_listener(redis: Redis) -> None:
    ear = Ear(redis)
    await ear.listener.add("one")
    running = spawn(ear.listener.run(), "listener")
    await ear.next_kinds(1)
    ear.error = RuntimeError("a bug")
    await redis.publish("one", b"first")
    assert await ear.next_kinds(2) == ["lost", "subscribe"]
    await redis.publish("one", b"second")
    assert (await ear.next())[2] == b"second"
    await stop(running)


@pytest.mark.parametrize("yields", range(16))
async def test_a_cancellation_while_it_connects_ends_it_and_leaves_no_connection(redis: Redis, yields: int) -> None:
    before = len(await redis.client_list())
    ear = Ear(redis)
    await ear.listener.add("one")
    running = spawn(ear.listener.run(), "listener")
    for _ in range(yields):
        await asyncio.sleep(0)
    async with asyncio.timeout(SECONDS):
        await stop(running)
        while len(await redis.client_list()) > before:  # noqa: ASYNC110 - Redis does not notify
            await asyncio.sleep(0)
