"""A worker's counters for Prometheus: on a port of its own, and in Redis for the web processes' /metrics."""

import asyncio
from contextlib import suppress
from typing import Any

import redis
from prometheus_client import generate_latest, start_http_server
from redis import RedisError
from redis.asyncio import Redis

from streaming.tasks import to_its_end

HOST = "127.0.0.1"
KEY = "metrics"  # a set of workers' names; `metrics:<name>` has the counters of one
REPORT_SECONDS = 5
KEEP_SECONDS = 15


class PortTaken(Exception):
    """Raised when WORKER_METRICS_PORT cannot be opened. The message says what to do."""


def serve(port: int) -> None:
    """Serve /metrics on that port of loopback, in a thread of its own, as long as the process lives.

    Raises PortTaken.
    """
    try:
        start_http_server(port, HOST)
    except OSError as error:
        raise PortTaken(
            f"WORKER_METRICS_PORT={port}: {error.strerror}. Give each worker here a free port, or 0 for none."
        ) from error


class Report:
    """Puts this worker's counters into Redis every REPORT_SECONDS, where web processes find them with `reports`."""

    def __init__(self, client: Redis, prefix: str, worker: str) -> None:
        self._client, self._worker = client, worker
        self._workers, self._counts = prefix + KEY, f"{prefix}{KEY}:{worker}"

    async def run(self) -> None:
        while True:
            with suppress(RedisError, OSError):
                await to_its_end(self.put())  # a worker without a usable model ends while it connects
            await asyncio.sleep(REPORT_SECONDS)

    async def put(self) -> None:
        """Put the counters once. Raises RedisError or OSError if Redis is away."""
        counts = await asyncio.to_thread(generate_latest)  # takes a millisecond, which tokens need not wait for
        async with self._client.pipeline(transaction=True) as pipe:
            pipe.sadd(self._workers, self._worker)
            pipe.expire(self._workers, KEEP_SECONDS)
            pipe.set(self._counts, counts, ex=KEEP_SECONDS)
            await pipe.execute()


def reports(client: redis.Redis, prefix: str) -> dict[str, bytes]:
    """Return each worker's counters in Prometheus's text format, at most KEEP_SECONDS old.

    Raises RedisError or OSError if Redis is away.
    """
    members: Any = client.smembers(prefix + KEY)
    workers = sorted(name.decode() for name in members)
    counts: Any = client.mget([f"{prefix}{KEY}:{worker}" for worker in workers]) if workers else []
    if gone := [worker for worker, text in zip(workers, counts, strict=True) if text is None]:
        client.srem(prefix + KEY, *gone)
    return {worker: text for worker, text in zip(workers, counts, strict=True) if text is not None}
