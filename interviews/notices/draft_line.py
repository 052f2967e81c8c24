"""The way of an unfinished answer to the worker that asked: published, so that it is kept nowhere."""

import json
import time
from collections.abc import Callable

import redis

REST_SECONDS = 5


class DraftLine:
    """`send` never raises: a draft that is lost costs a little time later, and nothing else."""

    def __init__(self, client: redis.Redis, channel: str, clock: Callable[[], float] = time.monotonic) -> None:
        """Each worker listens on `channel`, a colon and its name."""
        self._client, self._channel, self._clock = client, channel, clock
        self._rests_until = 0.0

    def send(self, worker: str, interview: int, turn: int, text: str) -> None:
        # A Redis that hangs would hold a thread for every draft, and answers wait for threads.
        if self._clock() < self._rests_until:
            return
        message = json.dumps({"interview": interview, "turn": turn, "text": text}, ensure_ascii=False)
        try:
            self._client.publish(f"{self._channel}:{worker}", message.encode())
        except (redis.RedisError, OSError):
            self._rests_until = self._clock() + REST_SECONDS
