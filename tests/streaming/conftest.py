import itertools
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from channels.layers import InMemoryChannelLayer
from channels.routing import ProtocolTypeRouter, URLRouter
from redis.asyncio import Redis

from ops.processes.redis_server import RedisServer
from streaming.consumers.base import Streams
from streaming.fanout.daphne import Daphne
from streaming.fanout.hub import Hub
from streaming.fanout.limits import ConcurrencyLimit, StreamLimits
from streaming.log import RedisLog
from streaming.redis_address import RedisAddress
from streaming.routing import http_routes, websocket_routes
from streaming.subscription import Subscription

from .scripted_host import ScriptedHost

_numbers = itertools.count(1_000_000)  # above the interviews that tests with a database make in the same Redis


@pytest.fixture
def interview_id() -> int:
    """The id of a stream that no other test uses."""
    return next(_numbers)


@pytest.fixture
async def redis(redis_server: RedisServer) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_server.url, socket_timeout=5) as client:
        yield client


@pytest.fixture
def log(redis: Redis) -> RedisLog:
    return RedisLog(redis)


@pytest.fixture
def frail_redis(tmp_path: Path) -> Iterator[RedisServer]:
    """A Redis of the test's own, which it may stop and start."""
    with RedisServer(tmp_path / "redis") as server:
        yield server


@pytest.fixture
async def frail_log(frail_redis: RedisServer) -> AsyncIterator[RedisLog]:
    async with Redis.from_url(frail_redis.url, socket_timeout=5, socket_connect_timeout=1) as client:
        yield RedisLog(client)


@pytest.fixture
def host() -> ScriptedHost:
    return ScriptedHost()


@asynccontextmanager
async def running_hub(url: str, log: RedisLog, host: ScriptedHost) -> AsyncIterator[Hub]:
    async with RedisAddress(url).client() as client:
        hub = Hub(lambda: Subscription(client.connection_pool), log, host, InMemoryChannelLayer())
        try:
            yield hub
        finally:
            await hub.close()


@pytest.fixture
async def hub(redis_server: RedisServer, log: RedisLog, host: ScriptedHost) -> AsyncIterator[Hub]:
    async with running_hub(redis_server.url, log, host) as hub:
        yield hub


@pytest.fixture
async def frail_hub(frail_redis: RedisServer, frail_log: RedisLog, host: ScriptedHost) -> AsyncIterator[Hub]:
    async with running_hub(frail_redis.url, frail_log, host) as hub:
        yield hub


@pytest.fixture
def limits() -> StreamLimits:
    return StreamLimits(of_user=ConcurrencyLimit(3), of_address=ConcurrencyLimit(4))


@pytest.fixture
def site(host: ScriptedHost, hub: Hub, limits: StreamLimits) -> Daphne:
    return site_on(Streams(host, hub, limits))


def site_on(streams: Streams) -> Daphne:
    http = http_routes(streams, otherwise=URLRouter([]))
    return Daphne(ProtocolTypeRouter({"http": http, "websocket": websocket_routes(streams)}))
