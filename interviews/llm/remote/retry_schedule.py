"""Decides when a request that returned no text is sent again."""

import random
import time
from collections.abc import Callable

from .request_policy import RequestPolicy
from .server_errors import ServerError

MAX_ATTEMPTS = 4  # with the first one


class RetrySchedule:
    """The retries of one question: exponential backoff with jitter, bounded in number and in time."""

    def __init__(
        self,
        policy: RequestPolicy,
        clock: Callable[[], float] = time.monotonic,
        random_fraction: Callable[[], float] = random.random,
    ) -> None:
        """`clock` returns seconds, `random_fraction` a number from 0 to 1."""
        self._policy, self._clock, self._random_fraction = policy, clock, random_fraction
        self._ends_at = clock() + policy.retry_window_seconds
        self._failures = 0

    def next_delay(self, error: ServerError) -> float | None:
        """Return the seconds to wait before the next attempt, or None if there is to be none."""
        self._failures += 1
        retry_after = error.retry_after_seconds
        if not error.retryable or self._failures >= MAX_ATTEMPTS:
            return None
        if (retry_after or 0) > self._policy.max_retry_after_seconds:
            return None
        delay = self._backoff_seconds() if retry_after is None else retry_after * (1 + self._random_fraction() / 4)
        return delay if self._clock() + delay <= self._ends_at else None

    def _backoff_seconds(self) -> float:
        return self._policy.backoff_seconds * 2 ** (self._failures - 1) * (1 + self._random_fraction()) / 2
