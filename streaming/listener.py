"""A subscription to Redis that is made again whenever it is lost."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from redis import RedisError

from .redis_errors import reason_of
from .subscription import Subscription
from .tasks import to_its_end

log = logging.getLogger(__name__)

RECONNECT_SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0)

Receive = Callable[[str, str, Any], None]


class Listener:
    """One connection to Redis that listens on any number of channels.

    `run` reads it, in one task that the owner keeps. Channels may be added and removed from other tasks of the same
    event loop, also while Redis is away.
    """

    def __init__(self, name: str, connect: Callable[[], Subscription], receive: Receive) -> None:
        """`name` is for log lines. `connect` makes a Subscription that is not connected yet.

        `receive` is called with (kind, channel, data) and must not block. The kinds:
        `message`: published on the channel.
        `subscribe`: Redis has confirmed the channel. It comes again after each loss, in which messages may have been
        missed, so that the receiver can look elsewhere for them.
        `lost`: the connection has ended; there is no channel.
        """
        self._name, self._connect, self._receive = name, connect, receive
        self._channels: set[str] = set()
        self._subscription: Subscription | None = None
        self._failures = 0  # in a row

    async def add(self, channel: str) -> None:
        """Listen on a channel from now on. Returns before Redis has confirmed it."""
        self._channels.add(channel)
        if self._subscription:
            await _quietly(self._subscription.subscribe([channel]))

    async def remove(self, channel: str) -> None:
        """Stop listening on a channel."""
        self._channels.discard(channel)
        if self._subscription:
            await _quietly(self._subscription.unsubscribe(channel))

    async def run(self) -> None:
        """Listen until cancelled; connect again after each loss."""
        while True:
            try:
                await self._listen()
            except Exception as error:
                self._report(error)
            await asyncio.sleep(RECONNECT_SECONDS[min(self._failures, len(RECONNECT_SECONDS) - 1)])
            self._failures += 1

    async def _listen(self) -> None:
        """Receive until the connection is lost, then raise the error that says so."""
        subscription = self._connect()
        try:
            await subscription.connect()
            self._subscription = subscription  # from here on `add` asks for its channel by itself
            if self._channels:
                await subscription.subscribe(list(self._channels))
            self._failures = 0
            while True:
                self._receive(*await subscription.receive())
        finally:
            self._subscription = None
            self._receive("lost", "", None)
            await _quietly(subscription.close())

    def _report(self, error: Exception) -> None:
        """Log a loss once, however long Redis is away. Any other error is a bug of a receiver, which must not end the
        subscriptions of the others."""
        if not isinstance(error, RedisError | OSError):
            log.exception("%s failed", self._name)
        elif self._failures == 0:
            log.warning("%s lost Redis: %s", self._name, reason_of(error))


async def _quietly(command: Awaitable[Any]) -> None:
    """Await a command to its end. If the connection is lost, `run` notices it as well."""
    with suppress(RedisError, OSError):
        await to_its_end(command)
