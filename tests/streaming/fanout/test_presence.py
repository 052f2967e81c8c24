"""Presence in Redis: readers renew it, and nobody takes it back."""

import asyncio

import pytest
from redis.asyncio import Redis

from streaming.fanout import hub as hub_module
from streaming.fanout.hub import Hub
from streaming.log import PRESENT_SECONDS, RedisLog
from tests.streaming.scenes import SECONDS


async def until_present(redis: Redis, key: str) -> None:
    async with asyncio.timeout(SECONDS):
        while not await redis.exists(key):  # noqa: ASYNC110 - Redis does not notify
            await asyncio.sleep(0.01)


async def test_each_role_that_reads_is_present_and_outlives_two_heartbeats(
    hub: Hub, redis: Redis, log: RedisLog, interview_id: int
) -> None:
    keys = log.keys(interview_id)
    async with hub.feed(interview_id, "candidate"), hub.feed(interview_id, "staff"):
        for role in ("candidate", "staff"):
            await until_present(redis, keys.present(role))
            assert 2 * hub_module.HEARTBEAT_SECONDS < await redis.ttl(keys.present(role)) <= PRESENT_SECONDS
    assert await redis.exists(keys.present("candidate")), "nobody takes it back: it expires"


async def test_a_heartbeat_renews_presence(
    hub: Hub, redis: Redis, log: RedisLog, interview_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub_module, "HEARTBEAT_SECONDS", 0.05)
    key = log.keys(interview_id).present("candidate")
    async with hub.feed(interview_id, "candidate"):
        await until_present(redis, key)
        await redis.delete(key)
        await until_present(redis, key)
