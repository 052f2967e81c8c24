"""The address of Redis: one URL, or the master that Sentinels name. All Redis clients are made here."""

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
# There are several Sentinels: one that is away must not delay asking the next one.
SENTINEL_PATIENCE = {"socket_timeout": 1.0, "socket_connect_timeout": 1.0}
PLACE = ("host", "port", "connection_class")  # what Sentinels tell instead of the URL


@dataclass(frozen=True, slots=True)
class RedisAddress:
    """Makes clients for one Redis.

    `url` has user, password, database, TLS and, without `sentinels`, the host. `sentinels` are (host, port) pairs that
    know the master by the name `master`; if the URL asks for TLS, they are asked over TLS, too.
    """

    url: str = field(repr=False)
    sentinels: tuple[tuple[str, int], ...] = ()
    master: str = ""
    sentinel_password: str = field(default="", repr=False)

    def client(self, **options: Any) -> Redis:
        """Make a client for one event loop. If `max_connections` are busy, a command waits for one of them.

        `options` are those of redis-py's connections.
        """
        if not self.sentinels:
            return Redis.from_pool(BlockingConnectionPool.from_url(self.url, **options))
        sentinel = AsyncSentinel(self.sentinels, sentinel_kwargs=self._sentinel_options(AsyncRetry(NoBackoff(), 0)))
        pool = {"connection_pool_class": MasterPool, **self._master_options(), **options}
        client: Redis = sentinel.master_for(self.master, **pool)
        return client

    def threads_client(self, **options: Any) -> redis.Redis:
        """Make a client that threads may share."""
        if not self.sentinels:
            return redis.Redis.from_url(self.url, **options)
        sentinel = Sentinel(self.sentinels, sentinel_kwargs=self._sentinel_options(Retry(NoBackoff(), 0)))
        client: redis.Redis = sentinel.master_for(self.master, **self._master_options(), **options)
        return client

    def layer_host(self) -> dict[str, Any]:
        """Return an entry for the `hosts` setting of channels-redis."""
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
    """A pool of connections to the master. Connections to a former master are never used again."""

    async def release(self, connection: AbstractConnection) -> None:
        # When the master moves, redis-py closes only the idle connections.
        if _goes_to(connection) != self.master_address:
            await connection.disconnect(nowait=True)
        await super().release(connection)

    async def disconnect(self, inuse_connections: bool = True) -> None:
        await super().disconnect(inuse_connections)
        if inuse_connections:  # the pool ends; if the master moves, this is False
            await self.sentinel_manager.aclose()


async def follow(pool: ConnectionPool, *, moved: Callable[[], Awaitable[None]], beside: Any = None) -> None:
    """Await `moved()` whenever the Sentinels name a new master.

    A demoted master may live on and take writes for ten seconds before a Sentinel tells it. `beside` is a connection
    that the pool does not keep: then `moved()` is awaited if it goes elsewhere than to the master. Runs until it is
    cancelled; returns at once if the pool has no Sentinels.
    """
    known = None
    while isinstance(pool, MasterPool):
        await asyncio.sleep(LOOK_SECONDS)
        with suppress(RedisError, OSError):  # if no Sentinel answers, connections stay as they are
            # New connections of the pool go there, too.
            address = await to_its_end(pool.get_master_address())  # type: ignore[no-untyped-call]
            if address != (_goes_to(beside) if beside else known or address):
                await moved()
            known = address


def _goes_to(connection: Any) -> tuple[str, int]:
    return connection.host, connection.port
