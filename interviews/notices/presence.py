"""Who is connected now, according to Redis. Entries expire within a minute after their owner has left."""

import time
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

import redis

from streaming.log import StreamKeys

from .redis_keys import ALIVE, MODEL_REFUSED, WRITABLE, of_worker

WRITABLE_SECONDS = 10
WATCHING_SECONDS = 40  # an open page of staff says every ten seconds that it is there
ROLES = ("candidate", "staff")
WATCHERS = "watchers"  # a sorted set of users, by when each was last there


class Viewers(NamedTuple):
    """Whether anybody in each role reads an interview's stream. None if Redis is unreachable."""

    candidate: bool | None
    staff: bool | None


UNKNOWN = Viewers(None, None)


class WorkerState(StrEnum):
    """What `/readyz` says about the workers. MODEL_UNUSABLE: none runs, and the last one could not use its model.
    UNKNOWN: Redis takes no writes, and so no sign of life.
    """

    OK = "ok"
    AWAY = "away"
    UNKNOWN = "unknown"
    MODEL_UNUSABLE = "model unusable"


class Presence:
    """Viewers are registered by the web processes, workers by themselves."""

    def __init__(self, client: redis.Redis, prefix: str) -> None:
        self._client, self._prefix = client, prefix

    def viewers(self, interviews: Iterable[int]) -> dict[int, Viewers]:
        """Return the viewers of each interview, by its primary key, in one request to Redis."""
        ids = list(interviews)
        keys = [StreamKeys(self._prefix, pk).present(role) for pk in ids for role in ROLES]
        try:
            marks = iter(self._client.mget(keys) if keys else [])
        except (redis.RedisError, OSError):
            return dict.fromkeys(ids, UNKNOWN)
        return {pk: Viewers(*(next(marks) is not None for _ in ROLES)) for pk in ids}

    def watch(self, interview_id: int, user_id: int) -> list[int]:
        """Note that a member of staff has the interview's page open, and return the keys of all who have.

        Returns [] if Redis is unreachable.
        """
        key, now = StreamKeys(self._prefix, interview_id).present(WATCHERS), time.time()
        try:
            with self._client.pipeline(transaction=True) as pipe:
                pipe.zadd(key, {str(user_id): now})
                pipe.zremrangebyscore(key, 0, now - WATCHING_SECONDS)
                pipe.expire(key, WATCHING_SECONDS)
                pipe.zrange(key, 0, -1)
                return [int(found) for found in pipe.execute()[-1]]
        except (redis.RedisError, OSError):
            return []

    def has_worker(self, name: str) -> bool:
        """Return whether that worker was alive a few seconds ago; False if Redis is unreachable."""
        try:
            return bool(name) and bool(self._client.exists(of_worker(self._prefix + ALIVE, name)))
        except (redis.RedisError, OSError):
            return False

    def check_writable(self) -> None:
        """Raise redis.RedisError or OSError if Redis takes no writes."""
        self._client.set(self._prefix + WRITABLE, 1, ex=WRITABLE_SECONDS)

    def workers(self) -> WorkerState:
        """Return whether any worker was alive a few seconds ago, or why not. Raises redis.RedisError or OSError."""
        alive, refused = self._client.mget(self._prefix + ALIVE, self._prefix + MODEL_REFUSED)
        if alive:
            return WorkerState.OK
        return WorkerState.MODEL_UNUSABLE if refused else WorkerState.AWAY
