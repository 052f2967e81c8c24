"""How often a caller may do something, counted in Redis by all web processes together."""

import time
from collections.abc import Callable
from functools import cached_property
from math import ceil

import redis
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import MovingWindowRateLimiter

RETRY_REDIS_SECONDS = 5.0


class RateLimiter:
    """Allows each caller a number of requests in any 60 seconds. Threads may share it.

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

    def hit(self, scope: str, caller: str, per_minute: int) -> int:
        """Count a request and return 0 if it is allowed, or else how many seconds the caller has to wait.

        Each scope is counted separately. A request that is not allowed is not counted. `caller` becomes part of a
        Redis key, so it must not contain a secret.
        """
        limit = RateLimitItemPerMinute(per_minute, namespace=scope)
        # A Redis that hangs would hold a thread for each request, for as long as the client waits.
        if self._clock() >= self._retry_redis_at:
            try:
                return _hit(self._shared, limit, caller)
            except (redis.RedisError, OSError):
                self._retry_redis_at = self._clock() + RETRY_REDIS_SECONDS
        return _hit(self._own, limit, caller)


def _hit(limiter: MovingWindowRateLimiter, limit: RateLimitItemPerMinute, caller: str) -> int:
    if limiter.hit(limit, caller):
        return 0
    # The oldest request may have left the window since.
    return max(1, ceil(limiter.get_window_stats(limit, caller).reset_time - time.time()))
