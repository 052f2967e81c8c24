"""The one subscription that all waiting chats of a process share."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from redis.asyncio import Redis

from interviews.chat.closings import Closings
from ops.processes.redis_server import RedisServer
from streaming.subscription import Subscription

SECONDS = 10
CHANNEL = "chat:interview_7_stream"
CLOSED = b'{"id":"1-3","type":"question.done","turn":1}'
TOKEN = b'{"id":"1-2","type":"token","turn":1,"text":"Why"}'


@pytest.fixture
async def redis(redis_server: RedisServer) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_server.url, socket_timeout=5) as client:
        yield client


@pytest.fixture
def closings(redis: Redis) -> Closings:
    return Closings(lambda: Subscription(redis.connection_pool), "chat:")


async def woken(closing: asyncio.Event) -> None:
    async with asyncio.timeout(SECONDS):
        await closing.wait()
    closing.clear()


async def listeners(redis: Redis, count: int) -> None:
    """Wait until that many connections listen on the channel."""
    async with asyncio.timeout(SECONDS):
        while await redis.pubsub_numsub(CHANNEL) != [(CHANNEL.encode(), count)]:  # noqa: ASYNC110 - Redis does not notify
            await asyncio.sleep(0)


async def test_the_confirmation_and_each_closing_event_wake_and_a_token_does_not(
    closings: Closings, redis: Redis
) -> None:
    async with closings.of(7) as closing:
        await woken(closing)
        await redis.publish(CHANNEL, TOKEN)
        await redis.publish("chat:interview_8_stream", CLOSED)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(closing.wait(), 0.1)
        await redis.publish(CHANNEL, CLOSED)
        await woken(closing)


async def test_fifty_waiting_chats_share_one_connection_and_the_last_one_ends_the_subscription(
    closings: Closings, redis: Redis
) -> None:
    before = len(await redis.client_list())
    async with AsyncExitStack() as stack:
        waiting = [await stack.enter_async_context(closings.of(7)) for _ in range(50)]
        await listeners(redis, 1)
        await redis.publish(CHANNEL, CLOSED)
        for closing in waiting:
            await woken(closing)
        assert len(await redis.client_list()) == before + 1
    await listeners(redis, 0)
    async with closings.of(7) as closing:
        await woken(closing)


async def test_a_waiting_chat_is_woken_when_redis_is_back(closings: Closings, redis: Redis) -> None:
    async with closings.of(7) as closing:
        await woken(closing)
        await redis.client_kill_filter(_type="pubsub")
        await woken(closing)
