"""One Redis connection in subscribed mode.

redis-py's PubSub resubscribes silently after a reconnect, and loses subscriptions that are made during a read. Here one
task reads, and sees every confirmation and every loss of the connection.
"""

from collections.abc import Iterable
from typing import Any

from redis.asyncio import ConnectionPool
from redis.asyncio.connection import AbstractConnection

from .redis_address import follow
from .tasks import spawn, stop, to_its_end

PING_SECONDS = 10.0


class Subscription:
    """A connection that listens on channels.

    Await `connect` first and `close` in any case. Methods raise redis.RedisError or OSError once the connection is
    lost; make a new Subscription then.
    """

    def __init__(self, pool: ConnectionPool) -> None:
        """The connection goes to the same server as those of `pool`, and moves to a new master with them."""
        # RESP2, because its subscribed mode answers with plain lists, in order.
        options = {**pool.connection_kwargs, "protocol": 2, "socket_connect_timeout": 5, "socket_timeout": None}
        self._connection: AbstractConnection = pool.connection_class(**options)
        self._closed = False
        following = follow(pool, moved=self._cut, beside=self._connection)
        self._following = spawn(following, "subscription follows the master", shared=True)

    async def connect(self) -> None:
        """Connect. If this is cancelled, the connection is closed as soon as it is made."""
        await to_its_end(self._open())

    async def close(self) -> None:
        self._closed = True
        await stop(self._following)
        await self._cut()

    async def subscribe(self, channels: Iterable[str]) -> None:
        """Ask for channels. Redis confirms each with a `subscribe` message."""
        await self._connection.send_command("SUBSCRIBE", *channels)

    async def unsubscribe(self, channel: str) -> None:
        await self._connection.send_command("UNSUBSCRIBE", channel)

    async def receive(self) -> tuple[str, str, Any]:
        """Return the next (kind, channel, data).

        A connection that is silent for PING_SECONDS is pinged; if it does not answer that, it is lost.
        """
        reply = await self._read()
        if reply is None:
            await self._connection.send_command("PING")
            reply = await self._read()
        if reply is None:
            raise ConnectionError("Redis no longer answers")
        return _parsed(reply)

    async def _open(self) -> None:
        await self._connection.connect()
        if self._closed:  # by an owner that was cancelled meanwhile
            await self._cut()

    async def _cut(self) -> None:
        """Disconnect; a pending `receive` raises then."""
        await self._connection.disconnect(nowait=True)

    async def _read(self) -> Any:
        return await self._connection.read_response(timeout=PING_SECONDS, disconnect_on_error=False)


def _parsed(reply: Any) -> tuple[str, str, Any]:
    if not isinstance(reply, list):  # PONG to a connection without channels
        return "pong", "", None
    return reply[0].decode(), reply[1].decode(), reply[2] if len(reply) > 2 else None
