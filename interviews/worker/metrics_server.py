"""A worker's counters for Prometheus, of its questions, its model and its voice: it has no web server to show them."""

import asyncio
from contextlib import suppress
from typing import Any

import redis
from prometheus_client import generate_latest, start_http_server
from redis import RedisError
from redis.asyncio import Redis

HOST = "127.0.0.1"
KEY = "metrics"  # a set of workers; with a worker's name behind a colon, what that one counts
REPORT_SECONDS = 5
KEEP_SECONDS = 15


class PortTaken(Exception):
    """The message says what to do next."""


def serve(port: int) -> None:
    """Serve /metrics from a thread of its own, for as long as the process lives. PortTaken."""
    try:
        start_http_server(port, HOST)
    except OSError as error:
        raise PortTaken(
            f"WORKER_METRICS_PORT={port}: {error.strerror}. Give each worker here a free port, or 0 for none."
        ) from error


class Report:
    """Puts what this worker counts where web processes find it (`reports`), again and again."""

    def __init__(self, client: Redis, prefix: str, worker: str) -> None:
        self._client, self._worker = client, worker
        self._workers, self._counts = prefix + KEY, f"{prefix}{KEY}:{worker}"

    async def run(self) -> None:
        while True:
            with suppress(RedisError, OSError):
                await self.put()
            await asyncio.sleep(REPORT_SECONDS)

    async def put(self) -> None:
        """RedisError or OSError where Redis is away."""
        counts = await asyncio.to_thread(generate_latest)  # a millisecond, in which tokens go on
        async with self._client.pipeline(transaction=True) as pipe:
            pipe.sadd(self._workers, self._worker)
            pipe.expire(self._workers, KEEP_SECONDS)
            pipe.set(self._counts, counts, ex=KEEP_SECONDS)
            await pipe.execute()


def reports(client: redis.Redis, prefix: str) -> dict[str, bytes]:
    """By worker, in Prometheus's text format, at most KEEP_SECONDS old. RedisError or OSError where Redis is away."""
    members: Any = client.smembers(prefix + KEY)
    workers = sorted(name.decode() for name in members)
    counts: Any = client.mget([f"{prefix}{KEY}:{worker}" for worker in workers]) if workers else []
    if gone := [worker for worker, text in zip(workers, counts, strict=True) if text is None]:
        client.srem(prefix + KEY, *gone)
    return {worker: text for worker, text in zip(workers, counts, strict=True) if text is not None}
