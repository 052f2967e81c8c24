"""Clients of a Redis behind Sentinels that do not answer. tests/chaos/test_sentinel.py has real ones."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from redis import RedisError

from ops.processes.ports import HOST, free_port
from streaming import redis_address
from streaming.redis_address import RedisAddress
from streaming.subscription import Subscription

from .scenes import SECONDS


@pytest.fixture
async def silent_port() -> AsyncIterator[int]:
    """An address that accepts connections and never answers."""
    quiet = asyncio.Event()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await quiet.wait()
        writer.close()

    async with await asyncio.start_server(accept, HOST, 0) as server:
        yield server.sockets[0].getsockname()[1]
        quiet.set()


def behind(*ports: int) -> RedisAddress:
    return RedisAddress("redis://:secret@/0", tuple((HOST, port) for port in ports), "interviews")


async def test_if_no_sentinel_answers_a_command_fails_as_if_redis_were_away() -> None:
    async with behind(free_port(), free_port()).client(socket_timeout=1) as client, asyncio.timeout(SECONDS):
        with pytest.raises(RedisError):
            await client.ping()
    with behind(free_port()).threads_client(socket_timeout=1) as client, pytest.raises(RedisError):
        client.ping()


@pytest.mark.parametrize("yields", range(16))
async def test_a_subscription_can_be_closed_while_it_asks_a_sentinel(
    silent_port: int, monkeypatch: pytest.MonkeyPatch, yields: int
) -> None:
    monkeypatch.setattr(redis_address, "LOOK_SECONDS", 0)
    async with behind(silent_port).client() as client, asyncio.timeout(SECONDS):
        subscription = Subscription(client.connection_pool)
        for _ in range(yields):
            await asyncio.sleep(0)
        await subscription.close()
