"""Where Redis is: at one address, or wherever sentinels say that the master is. All clients are made here."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import redis
from redis import RedisError
from redis.asyncio import BlockingConnectionPool, ConnectionPool, Redis
from redis.asyncio.connection import AbstractConnection, parse_url
from redis.asyncio.retry import Retry as AsyncRetry
from redis.asyncio.sentinel import Sentinel as AsyncSentinel
from redis.asyncio.sentinel import SentinelConnectionPool
from redis.backoff import NoBackoff
from redis.retry import Retry
from redis.sentinel import Sentinel

from .tasks import to_its_end

LOOK_SECONDS = 1.0
# There are several sentinels, and one that is away must not hold up what the next one knows.
SENTINEL_PATIENCE = {"socket_timeout": 1.0, "socket_connect_timeout": 1.0}
PLACE = ("host", "port", "connection_class")  # what sentinels answer in the URL's stead


@dataclass(frozen=True, slots=True)
class RedisAddress:
    """`url` gives user, password, database, TLS and, where there are no `sentinels`, the host.

    Sentinels are (host, port) pairs that know the master by the name `master`; TLS holds for them, too.
    """

    url: str = field(repr=False)
    sentinels: tuple[tuple[str, int], ...] = ()
    master: str = ""
    sentinel_password: str = field(default="", repr=False)

    def client(self, **options: Any) -> Redis:
        """For one event loop. Where `max_connections` are busy, a command waits for one rather than fail."""
        if not self.sentinels:
            return Redis.from_pool(BlockingConnectionPool.from_url(self.url, **options))
        sentinel = AsyncSentinel(self.sentinels, sentinel_kwargs=self._sentinel_options(AsyncRetry(NoBackoff(), 0)))
        pool = {"connection_pool_class": MasterPool, **self._master_options(), **options}
        client: Redis = sentinel.master_for(self.master, **pool)
        return client

    def threads_client(self, **options: Any) -> redis.Redis:
        """For threads, which may share it."""
        if not self.sentinels:
            return redis.Redis.from_url(self.url, **options)
        sentinel = Sentinel(self.sentinels, sentinel_kwargs=self._sentinel_options(Retry(NoBackoff(), 0)))
        client: redis.Redis = sentinel.master_for(self.master, **self._master_options(), **options)
        return client

    def layer_host(self) -> dict[str, Any]:
        """One of channels-redis's `hosts`."""
        if not self.sentinels:
            return {"address": self.url}
        options = self._sentinel_options(AsyncRetry(NoBackoff(), 0))
        return {
            "sentinels": self.sentinels,
            "master_name": self.master,
            "sentinel_kwargs": options,
            **self._master_options(),
        }

    def _master_options(self) -> dict[str, Any]:
        options = {name: value for name, value in parse_url(self.url).items() if name not in PLACE}
        return {**options, "ssl": True} if self.url.startswith("rediss:") else options

    def _sentinel_options(self, retry: Any) -> dict[str, Any]:
        tls = {name: value for name, value in self._master_options().items() if name.startswith("ssl")}
        return {**SENTINEL_PATIENCE, "retry": retry, "password": self.sentinel_password or None, **tls}


class MasterPool(SentinelConnectionPool, BlockingConnectionPool):
    """Connections to the master. Those to a former one are never used again."""

    async def release(self, connection: AbstractConnection) -> None:
        # Where the master moves, redis-py closes the idle ones alone.
        if _goes_to(connection) != self.master_address:
            await connection.disconnect(nowait=True)
        await super().release(connection)

    async def disconnect(self, inuse_connections: bool = True) -> None:
        await super().disconnect(inuse_connections)
        if inuse_connections:  # the end, and no move
            await self.sentinel_manager.aclose()


async def follow(pool: ConnectionPool, *, moved: Callable[[], Awaitable[None]], beside: Any = None) -> None:
    """Leave a demoted master: it may live on, and take writes for ten seconds before a sentinel tells it.

    `moved` is called when the sentinels name another one than before, or than where `beside` goes, a connection that
    the pool does not keep. Runs until it is cancelled; without sentinels it ends at once.
    """
    known = None
    while isinstance(pool, MasterPool):
        await asyncio.sleep(LOOK_SECONDS)
        with suppress(RedisError, OSError):  # no sentinel can tell: what is connected stays so
            address = await to_its_end(pool.get_master_address())  # where the pool itself goes from here on
            if address != (_goes_to(beside) if beside else known or address):
                await moved()
            known = address


def _goes_to(connection: Any) -> tuple[str, int]:
    return connection.host, connection.port
