"""Who may use a backend next: the one whose listener is the first to have nothing left to hear."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

# When a listener has nothing left to hear, on the event loop's clock. It moves while sound is sent.
DryAt = Callable[[], float]


class SpeechQueue:
    """Lets at most `limit` callers in at once. The others wait here, and can be cancelled before a server is asked."""

    def __init__(self, limit: int) -> None:
        self._free = limit
        self._waiting: dict[asyncio.Future[None], DryAt] = {}

    @asynccontextmanager
    async def turn(self, dry_at: DryAt) -> AsyncIterator[None]:
        """Wait for a turn, and hold it."""
        await self._enter(dry_at)
        try:
            yield
        finally:
            self._leave()

    def overdue_seconds(self, now: float) -> float:
        """Return for how long the neediest of those who wait has had nothing to hear; 0 if nobody is that late."""
        return max((now - dry_at() for dry_at in self._waiting.values()), default=0.0)

    async def _enter(self, dry_at: DryAt) -> None:
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[mine] = dry_at
        self._admit()
        try:
            await mine
        except asyncio.CancelledError:
            self._waiting.pop(mine, None)
            if not mine.cancelled():  # it was admitted in the same moment
                self._leave()
            raise

    def _leave(self) -> None:
        self._free += 1
        self._admit()

    def _admit(self) -> None:
        while self._free and self._waiting:
            neediest = min(self._waiting, key=lambda each: self._waiting[each]())
            del self._waiting[neediest]
            if not neediest.done():
                self._free -= 1
                neediest.set_result(None)
