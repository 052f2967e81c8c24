"""An attempt's hold on its turn."""

import asyncio
import contextlib
from datetime import timedelta

from channels.db import database_sync_to_async as in_thread
from django.db import Error as DatabaseError

from interviews import jobs
from streaming.writing.writer import Halt, StreamWriter


class Lease:
    """Renewed three times while it lasts; the attempt stops where it is lost, or somebody asked for that."""

    def __init__(self, epoch: int, span: timedelta) -> None:
        self._epoch, self._span = epoch, span
        self.ends = False
        """The attempt is about to give the turn up: that it cannot be renewed any more is then no loss."""

    async def renew(self) -> bool:
        """Whether the turn is still this attempt's."""
        if self.ends:
            return await in_thread(jobs.is_latest)(self._epoch)
        return await in_thread(jobs.renew)(self._epoch, self._span)

    async def is_cancelled(self) -> bool:
        """Whether somebody asked to stop this attempt, by the database's word."""
        with contextlib.suppress(DatabaseError):
            return bool(await in_thread(jobs.cancelled_by)(self._epoch))
        return False

    async def keep(self, writer: StreamWriter) -> None:
        """Renew it until it ends; learn of a cancel that Redis could not tell."""
        while not self.ends:
            await asyncio.sleep(self._span.total_seconds() / 3)
            with contextlib.suppress(DatabaseError):  # the lease outlives two failures
                if not await self.renew() and not self.ends:  # which may have come meanwhile
                    writer.stop_for(Halt.STALE)
                if await self.is_cancelled():
                    writer.stop_for(Halt.CANCELLED)
