"""Wakes whoever waits for a question to be closed, through one subscription for the whole process."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from streaming.listener import Listener
from streaming.log import StreamKeys
from streaming.subscription import Subscription
from streaming.tasks import spawn

CLOSES = b'"type":"question.'  # or starts one, which wakes for nothing and does no harm


class Closings:
    """Belongs to one event loop. It listens from its first use until that loop ends."""

    def __init__(self, connect: Callable[[], Subscription], prefix: str) -> None:
        """`connect` makes a Subscription that is not connected yet; `prefix` is that of all Redis names."""
        self._prefix = prefix
        self._waiting: dict[str, set[asyncio.Event]] = {}  # by channel
        self._listener = Listener("chats", connect, self._receive)
        self._listening: asyncio.Task[Any] | None = None

    @asynccontextmanager
    async def of(self, interview_id: int) -> AsyncIterator[asyncio.Event]:
        """Give an event that is set whenever a question of the interview may have been closed.

        Register first, then look at the database: what is closed before Redis has confirmed the subscription sets the
        event, too. While Redis is away it stays unset.
        """
        if self._listening is None:
            self._listening = spawn(self._listener.run(), "chats listener", shared=True)
        channel, closing = StreamKeys(self._prefix, interview_id).channel, asyncio.Event()
        waiting = self._waiting.setdefault(channel, set())
        waiting.add(closing)
        try:
            if len(waiting) == 1:
                await self._listener.add(channel)
            yield closing
        finally:
            waiting.discard(closing)
            if not waiting:
                del self._waiting[channel]
                await self._listener.remove(channel)

    def _receive(self, kind: str, channel: str, data: Any) -> None:
        if kind == "subscribe" or (kind == "message" and CLOSES in data):
            for closing in self._waiting.get(channel, ()):
                closing.set()
