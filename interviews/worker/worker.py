"""The worker: claims turns and runs an attempt at each, as many at once as it may."""

import asyncio
import os
import socket
import time
from collections import deque
from contextlib import suppress
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import structlog
from channels.db import database_sync_to_async as in_thread
from django.db import Error as DatabaseError
from redis import RedisError
from redis.asyncio import Redis

from interviews import jobs, metrics
from interviews.llm.errors import ModelError
from interviews.llm.sampling import Sampling
from interviews.models import Turn
from interviews.models.turn import GRACE
from interviews.notices.redis_keys import ALIVE, DOORBELL, of_worker
from interviews.record import closing
from streaming.tasks import spawn, stop

from .attempt import Attempt
from .drafts import DraftReader
from .means import Means

log = structlog.get_logger(__name__)

LOOK_SECONDS = 1  # without a ring, the database is looked at so often
ALIVE_SECONDS = 10
AFTER_GRACE_SECONDS = GRACE.total_seconds() + 0.01  # the database counts in milliseconds
SWEEP_AFTER = timedelta(seconds=3)


def worker_name() -> str:
    return f"{socket.gethostname()[:60]}:{os.getpid()}"


class Worker:
    """`run` ends once `stopping` is set and what was claimed is done, or `grace_seconds` later."""

    def __init__(
        self,
        means: Means,
        redis: Redis,
        prefix: str,
        *,
        concurrency: int,
        grace_seconds: float,
        drafts: DraftReader | None = None,
    ) -> None:
        self.name = worker_name()
        self.stopping = asyncio.Event()
        self._means, self._redis, self._drafts = means, redis, drafts
        self._doorbells = [of_worker(prefix + DOORBELL, self.name), prefix + DOORBELL]
        self._alive = [of_worker(prefix + ALIVE, self.name), prefix + ALIVE]
        self._concurrency, self._grace_seconds = concurrency, grace_seconds
        self._looks: deque[float] = deque()  # when turns that others are preferred for may be anybody's
        self._running: set[asyncio.Task[Any]] = set()
        self._speaking: set[asyncio.Task[Any]] = set()  # questions that stand, and are not yet spoken to their end

    async def run(self, once: bool = False) -> None:
        """Work until told to stop; with `once`, until nothing waits."""
        await self._warm_up()
        log.info("worker ready", worker=self.name, concurrency=self._concurrency)
        sweeper = spawn(self._keep_sweeping(), "sweeper")
        alive = spawn(self._keep_alive(), "sign of life")
        reader = spawn(self._drafts.run(), "drafts") if self._drafts else None
        try:
            await self._work(once)
            await stop(alive, reader)
            await self._sign_off()
            await self._finish()
        finally:
            await stop(sweeper, alive, reader)
        log.info("worker ends", worker=self.name)

    async def _work(self, once: bool) -> None:
        rung = False
        while not self.stopping.is_set():
            looked_at = time.monotonic()
            claimed = await self._fill()
            if once and not claimed and not self._running:
                break
            self.plan_looks(looked_at, rung and not claimed)
            rung = await self._wait()

    def plan_looks(self, looked_at: float, rung_for_nothing: bool) -> None:
        while self._looks and self._looks[0] <= looked_at:
            self._looks.popleft()
        if rung_for_nothing:
            self._looks.append(time.monotonic() + AFTER_GRACE_SECONDS)

    async def _warm_up(self) -> None:
        try:
            await asyncio.to_thread(self._means.backend.load)
        except ModelError as error:
            # Candidates are told, and may try again: the next attempt loads anew.
            log.error("no model", reason=str(error))

    async def _fill(self) -> bool:
        """Claim turns while there is room; whether there was one."""
        claimed = False
        while len(self._running) < self._concurrency and not self.stopping.is_set():
            sampling = Sampling().seeded()
            turn = await self._claim(sampling)
            if turn is None:
                return claimed
            claimed = True
            metrics.claimed(turn)
            attempt = Attempt(turn, self._means, sampling)
            self._keep(self._running, spawn(self._ask(attempt, turn), f"attempt {turn.generation_id}"))
        return claimed

    async def _ask(self, attempt: Attempt, turn: Turn) -> None:
        await attempt.run()
        if self._drafts and turn.interview.asks_a_model:
            self._drafts.begin(turn.interview_id, turn.number)
        # Its voice takes longer than its text: others need not wait for it.
        self._keep(self._speaking, spawn(attempt.speak_out(), "speaking"))

    @staticmethod
    def _keep(tasks: set[asyncio.Task[Any]], task: asyncio.Task[Any]) -> None:
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    async def _claim(self, sampling: Sampling) -> Turn | None:
        about = {**self._means.backend.describe(), "sampling": asdict(sampling)}
        try:
            return await in_thread(jobs.claim)(self.name, self._means.lease, about)
        except DatabaseError as error:
            log.warning("cannot claim", error=type(error).__name__)
            return None

    async def _wait(self) -> bool:
        """Until a slot is free and somebody rings, or it is time to look; whether somebody rang."""
        if len(self._running) < self._concurrency:
            return await self._ring(self.look_in_seconds())
        await asyncio.wait(self._running, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        return False

    def look_in_seconds(self) -> float:
        if not self._looks:
            return LOOK_SECONDS
        # Redis takes next to nothing for zero, which is for ever.
        return min(LOOK_SECONDS, max(0.01, self._looks[0] - time.monotonic()))

    async def _ring(self, seconds: float) -> bool:
        try:
            return await self._redis.blpop(self._doorbells, timeout=seconds) is not None
        except (RedisError, OSError):
            await asyncio.sleep(LOOK_SECONDS)
            return False

    async def _keep_alive(self) -> None:
        # Beside the claims: a worker whose places are all taken lives as well.
        while True:
            with suppress(RedisError, OSError):
                async with self._redis.pipeline(transaction=False) as pipe:
                    for key in self._alive:
                        pipe.set(key, self.name, ex=ALIVE_SECONDS)
                    await pipe.execute()
            await asyncio.sleep(LOOK_SECONDS)

    async def _sign_off(self) -> None:
        """Turns that are queued from now on need not wait for this worker."""
        with suppress(RedisError, OSError):
            await self._redis.delete(self._alive[0], self._doorbells[0])

    async def _keep_sweeping(self) -> None:
        # Beside the claims, not between them: a turn that was just claimed would wait for it.
        while True:
            await self._sweep()
            await asyncio.sleep(LOOK_SECONDS)

    async def _sweep(self) -> None:
        """Publish closing events that a crash or a lost Redis swallowed."""
        try:
            for generation in await in_thread(lambda: list(jobs.unpublished(SWEEP_AFTER)[:100]))():
                await closing.publish(self._means.log, generation)
        except (DatabaseError, RedisError, OSError) as error:
            log.warning("sweep put off", error=type(error).__name__)

    async def _finish(self) -> None:
        ends_at = time.monotonic() + self._grace_seconds
        # What has just been asked is still to be spoken.
        for tasks in (self._running, self._speaking):
            if tasks:
                log.info("finishing", attempts=len(tasks), grace_seconds=self._grace_seconds)
                await asyncio.wait(tasks, timeout=max(0, ends_at - time.monotonic()))
        await stop(*self._running, *self._speaking)
