"""How often a caller may do something, counted in Redis by all web processes together."""

import time
from collections.abc import Callable
from functools import cached_property
from math import ceil
from typing import TypeVar

import redis
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter

RETRY_REDIS_SECONDS = 5.0

T = TypeVar("T")


class RateLimiter:
    """Allows each caller a number of requests in any minute, or in any span of minutes. Threads may share it.

    A check takes one round trip to Redis. While Redis is unreachable, each process counts on its own, so that requests
    are still served and still limited.
    """

    def __init__(self, client: redis.Redis, prefix: str, clock: Callable[[], float] = time.monotonic) -> None:
        """`prefix` goes before every key, and `clock` returns seconds."""
        # The storage takes its connections from the client's pool; the URL only tells it that this is Redis.
        storage = RedisStorage("redis://", connection_pool=client.connection_pool, key_prefix=f"{prefix}rate")
        self._shared = MovingWindowRateLimiter(storage)
        self._clock = clock
        self._retry_redis_at = 0.0

    @cached_property
    def _own(self) -> MovingWindowRateLimiter:
        return MovingWindowRateLimiter(MemoryStorage())

    def hit(self, scope: str, caller: str, requests: int, minutes: int = 1) -> int:
        """Count a request and return 0 if it is allowed, or else how many seconds the caller has to wait.

        A caller is allowed `requests` in any `minutes`.

        Each scope is counted separately. A request that is not allowed is not counted. `caller` becomes part of a
        Redis key, so it must not contain a secret.
        """
        return self._try(lambda limiter, limit: _hit(limiter, limit, caller), _limit(scope, requests, minutes))

    def forget(self, scope: str, caller: str, requests: int, minutes: int = 1) -> None:
        """Let the caller begin anew."""
        self._try(lambda limiter, limit: limiter.clear(limit, caller), _limit(scope, requests, minutes))

    def _try(self, ask: Callable[[MovingWindowRateLimiter, RateLimitItem], T], limit: RateLimitItem) -> T:
        # A Redis that hangs would hold a thread for each request, for as long as the client waits.
        if self._clock() >= self._retry_redis_at:
            try:
                return ask(self._shared, limit)
            except (redis.RedisError, OSError):
                self._retry_redis_at = self._clock() + RETRY_REDIS_SECONDS
        return ask(self._own, limit)


def _limit(scope: str, requests: int, minutes: int) -> RateLimitItem:
    return RateLimitItemPerMinute(requests, minutes, namespace=scope)


def _hit(limiter: MovingWindowRateLimiter, limit: RateLimitItem, caller: str) -> int:
    if limiter.hit(limit, caller):
        return 0
    # The oldest request may have left the window since.
    return max(1, ceil(limiter.get_window_stats(limit, caller).reset_time - time.time()))
