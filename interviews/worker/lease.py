"""An attempt's hold on its turn."""

import asyncio
import contextlib
from datetime import timedelta

from channels.db import database_sync_to_async as in_thread
from django.db import Error as DatabaseError

from interviews import jobs
from streaming.writing.writer import Halt, StreamWriter


class TurnLease:
    """The right of generation `epoch` to write its turn, for `span` unless it is renewed.

    Set `ending` before the turn is given up: that the lease cannot be renewed any more is then no loss.
    """

    def __init__(self, epoch: int, span: timedelta) -> None:
        self.ending = False
        self._epoch, self._span = epoch, span

    async def renew(self) -> bool:
        """Renew the lease; return False if another attempt holds the turn. Raises DatabaseError."""
        if self.ending:
            return await in_thread(jobs.is_latest)(self._epoch)
        return await in_thread(jobs.renew)(self._epoch, self._span)

    async def is_cancelled(self) -> bool:
        """Return whether somebody asked to stop this attempt. False while the database is away."""
        with contextlib.suppress(DatabaseError):
            return bool(await in_thread(jobs.cancelled_by)(self._epoch))
        return False

    async def keep(self, writer: StreamWriter) -> None:
        """Renew the lease three times per span until it ends. Stop the writer if the lease is lost, or if the attempt
        is cancelled and Redis could not say so."""
        while not self.ending:
            await asyncio.sleep(self._span.total_seconds() / 3)
            with contextlib.suppress(DatabaseError):  # the lease outlives two failures
                if not await self.renew() and not self.ending:  # `ending` may have been set meanwhile
                    writer.stop_for(Halt.STALE)
                if await self.is_cancelled():
                    writer.stop_for(Halt.CANCELLED)
