"""The worker process: claims turns, and runs an attempt at each, several at once."""

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
from interviews.llm.sampling import Sampling
from interviews.models import Turn
from interviews.models.turn import GRACE
from interviews.notices.redis_keys import ALIVE, DOORBELL, of_worker
from interviews.record import closing
from interviews.request_id import set_request_id
from streaming.redis_errors import reason_of
from streaming.tasks import spawn, stop, to_its_end

from .attempt import Attempt
from .drafts import DraftReader
from .resources import WorkerResources

log = structlog.get_logger(__name__)

LOOK_SECONDS = 1  # how often the database is searched for turns if no doorbell rings
ALIVE_SECONDS = 10
AFTER_GRACE_SECONDS = GRACE.total_seconds() + 0.01  # the database counts in milliseconds
SWEEP_AFTER = timedelta(seconds=3)


def worker_name() -> str:
    return f"{socket.gethostname()[:60]}:{os.getpid()}"


class Worker:
    """Claims turns until `stopping` is set, then finishes what it has claimed.

    Arguments: `prefix` goes before every key in Redis; `concurrency` is how many questions may be asked at once;
    `grace_seconds` is how long the attempts may take to end, after which their turns are handed back. With `drafts`,
    answers are read ahead while they are being written.
    """

    def __init__(
        self,
        resources: WorkerResources,
        redis: Redis,
        prefix: str,
        *,
        concurrency: int,
        grace_seconds: float,
        drafts: DraftReader | None = None,
    ) -> None:
        self.name = worker_name()
        self.stopping = asyncio.Event()
        self._is_ready = False
        self._resources, self._redis, self._drafts = resources, redis, drafts
        self._doorbells = [of_worker(prefix + DOORBELL, self.name), prefix + DOORBELL]
        self._alive = [of_worker(prefix + ALIVE, self.name), prefix + ALIVE]
        self._concurrency, self._grace_seconds = concurrency, grace_seconds
        self._looks: deque[float] = deque()  # when turns that prefer another worker become anybody's
        self._running: set[asyncio.Task[Any]] = set()
        self._speaking: set[asyncio.Task[Any]] = set()  # questions that are saved, and whose voice goes on

    def is_idle(self) -> bool:
        """Return whether the model is loaded and asks no question here."""
        return self._is_ready and not self._running

    async def run(self, once: bool = False) -> None:
        """Work until `stopping` is set; with `once`, until no turn waits.

        Raises ModelError if the model cannot be used: then nothing was claimed, and nobody counts on this worker.
        """
        await asyncio.to_thread(self._resources.load)
        self._is_ready = True
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
        log.info("worker stopped", worker=self.name)

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
        """Plan when to search the database again, after a search at `looked_at` on the clock of time.monotonic().

        A ring for nothing may have been for a turn that prefers another worker: search again when its grace is over.
        """
        while self._looks and self._looks[0] <= looked_at:
            self._looks.popleft()
        if rung_for_nothing:
            self._looks.append(time.monotonic() + AFTER_GRACE_SECONDS)

    async def _fill(self) -> bool:
        """Claim turns while there is room. Return whether there was one."""
        claimed = False
        while len(self._running) < self._concurrency and not self.stopping.is_set():
            sampling = Sampling().with_random_seed()
            turn = await self._claim(sampling)
            if turn is None:
                return claimed
            claimed = True
            metrics.claimed(turn)
            attempt = Attempt(turn, self._resources, sampling)
            self._keep(self._running, spawn(self.ask(attempt, turn), f"attempt {turn.generation_id}"))
        return claimed

    async def ask(self, attempt: Attempt, turn: Turn) -> None:
        """Run the attempt. If another worker has taken its turn, that one speaks and reads drafts."""
        set_request_id(turn.request_id)  # in the log lines of this task, and of those that it starts
        if not await attempt.run():
            return
        if self._drafts and turn.interview.asks_a_model:
            self._drafts.begin(turn.interview_id, turn.number)
        # The voice takes longer than the text. Other turns need not wait for it.
        self._keep(self._speaking, spawn(attempt.speak_out(), "speaking"))

    @staticmethod
    def _keep(tasks: set[asyncio.Task[Any]], task: asyncio.Task[Any]) -> None:
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    async def _claim(self, sampling: Sampling) -> Turn | None:
        about = {**self._resources.backend.describe(), "sampling": asdict(sampling)}
        try:
            return await in_thread(jobs.claim)(self.name, self._resources.lease, about)
        except DatabaseError as error:
            log.warning("claim failed", error=type(error).__name__)
            return None

    async def _wait(self) -> bool:
        """Wait until a place is free and the doorbell rings, or it is time to look. Return whether it rang."""
        if len(self._running) < self._concurrency:
            return await self._ring(self.look_in_seconds())
        await asyncio.wait(self._running, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        return False

    def look_in_seconds(self) -> float:
        """Return how long to wait for a ring before the next search of the database."""
        if not self._looks:
            return LOOK_SECONDS
        # Redis rounds a tiny timeout to zero, which means forever.
        return min(LOOK_SECONDS, max(0.01, self._looks[0] - time.monotonic()))

    async def _ring(self, seconds: float) -> bool:
        try:
            return await self._redis.blpop(self._doorbells, timeout=seconds) is not None
        except (RedisError, OSError):
            await asyncio.sleep(LOOK_SECONDS)
            return False

    async def _keep_alive(self) -> None:
        # A task of its own: a worker whose places are all taken is alive as well.
        trouble = ""
        while True:
            try:
                async with self._redis.pipeline(transaction=False) as pipe:
                    for key in self._alive:
                        pipe.set(key, self.name, ex=ALIVE_SECONDS)
                    await pipe.execute()
                trouble = ""
            except (RedisError, OSError) as error:
                if trouble != (trouble := reason_of(error)):
                    log.warning("no sign of life: Redis takes no writes", reason=trouble)
            await asyncio.sleep(LOOK_SECONDS)

    async def _sign_off(self) -> None:
        """Stop being preferred: turns that are queued from now on do not wait for this worker."""
        with suppress(RedisError, OSError):
            await self._redis.delete(self._alive[0], self._doorbells[0])

    async def _keep_sweeping(self) -> None:
        # A task of its own: between two claims, the turn that was just claimed would wait for it.
        while True:
            await self._sweep()
            await asyncio.sleep(LOOK_SECONDS)

    async def _sweep(self) -> None:
        """Publish closing events that were lost in a crash, or with Redis."""
        try:
            # asgiref swallows a cancellation that arrives while its thread works; the sweeper would never end.
            lost = in_thread(lambda: list(jobs.unpublished(SWEEP_AFTER)[:100]))
            for generation in await to_its_end(lost()):
                await closing.publish(self._resources.log, generation)
        except (DatabaseError, RedisError, OSError) as error:
            log.warning("sweep failed", error=type(error).__name__)

    async def _finish(self) -> None:
        ends_at = time.monotonic() + self._grace_seconds
        # In this order: a question that is asked in the grace period is still to be spoken.
        for tasks in (self._running, self._speaking):
            if tasks:
                log.info("finishing", attempts=len(tasks), grace_seconds=self._grace_seconds)
                await asyncio.wait(tasks, timeout=max(0, ends_at - time.monotonic()))
        await stop(*self._running, *self._speaking)
