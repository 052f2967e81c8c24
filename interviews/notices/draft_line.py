"""Sends unfinished answers to the worker that asked the question."""

import json
import time
from collections.abc import Callable

import redis

from .redis_keys import DRAFTS, of_worker

PAUSE_SECONDS = 5


class DraftLine:
    """Drafts are published, so Redis stores none. A lost draft only means that the next question starts later."""

    def __init__(self, client: redis.Redis, prefix: str, clock: Callable[[], float] = time.monotonic) -> None:
        """`prefix` comes before each worker's channel; `clock` returns seconds."""
        self._client, self._channel, self._clock = client, prefix + DRAFTS, clock
        self._paused_until = 0.0

    def send(self, worker: str, interview: int, turn: int, text: str) -> None:
        """Publish the draft of an answer to `turn`. Never raises; after a failure it drops drafts for PAUSE_SECONDS."""
        # Each draft sent to a Redis that hangs would block a thread, and answers need those threads.
        if self._clock() < self._paused_until:
            return
        message = json.dumps({"interview": interview, "turn": turn, "text": text}, ensure_ascii=False)
        try:
            self._client.publish(of_worker(self._channel, worker), message.encode())
        except (redis.RedisError, OSError):
            self._paused_until = self._clock() + PAUSE_SECONDS
