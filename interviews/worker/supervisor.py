"""Stops the publishing of a question that is cancelled, lost, or takes too long."""

import asyncio
import time
from collections.abc import Coroutine
from typing import Any

from interviews import jobs
from streaming.tasks import stop
from streaming.writing.writer import Halt

from .errors import AttemptFailed, TurnLost
from .publisher import QuestionPublisher


class Supervisor:
    """Watches over one run of a publisher, for at most `seconds`."""

    def __init__(self, publisher: QuestionPublisher, seconds: float) -> None:
        self._publisher, self._seconds = publisher, seconds
        self._ends_at = time.monotonic() + seconds

    async def run(self, publishing: Coroutine[Any, Any, None]) -> None:
        """Run `publishing` to its end, or stop it. When this returns or raises, it runs no more.

        Raises AttemptFailed with the code "cancelled" or "timeout", TurnLost, and what `publishing` raises.
        """
        task = asyncio.create_task(publishing, name=f"publishing {self._publisher.stream.epoch}")
        try:
            halt = await self._watch(task)
        finally:
            if not task.done():
                await stop(task)
        if halt is Halt.STALE:
            raise TurnLost
        if halt is Halt.CANCELLED:
            raise AttemptFailed(jobs.CANCELLED, "cancelled while it was written")
        await task

    async def _watch(self, task: asyncio.Task[None]) -> Halt | None:
        """Wait until the task has ended or was stopped. Return why it had to stop."""
        halt: Halt | None = None
        while not task.done() and halt is None:
            # A refused wording's stream never halts once it is replaced, so look at the newest in each round.
            seconds = self._ends_at - time.monotonic()
            await asyncio.wait(
                [task, self._publisher.stream.halted], timeout=seconds, return_when=asyncio.FIRST_COMPLETED
            )
            halt = await self._stop_if_due(task)
        return halt

    async def _stop_if_due(self, task: asyncio.Task[None]) -> Halt | None:
        late = time.monotonic() >= self._ends_at
        async with self._publisher.changing:
            halt = self._publisher.stream.halt
            if halt or (late and not task.done()):
                await stop(task)
        if late and halt is None and task.cancelled():
            raise AttemptFailed("timeout", f"not done after {self._seconds} s")
        return halt
