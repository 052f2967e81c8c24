"""When a request that gave no text is sent again, and when it is not."""

import random
import time
from collections.abc import Callable

from .request_policy import RequestPolicy
from .server_errors import ServerError

MAX_ATTEMPTS = 4  # in all


class RetrySchedule:
    """Of one question. `clock` in seconds; `chance` from 0 to 1."""

    def __init__(
        self,
        patience: RequestPolicy,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._patience, self._clock, self._chance = patience, clock, chance
        self._ends_at = clock() + patience.retrying
        self._failed = 0

    def next_delay(self, fault: ServerError) -> float | None:
        """How long to wait before the next try; None where there is none."""
        self._failed += 1
        told = fault.retry_after_seconds
        if not fault.passing or self._failed >= MAX_ATTEMPTS or (told or 0) > self._patience.longest_retry:
            return None
        wait_seconds = self._backoff_seconds() if told is None else told * (1 + self._chance() / 4)
        return wait_seconds if self._clock() + wait_seconds <= self._ends_at else None

    def _backoff_seconds(self) -> float:
        return self._patience.retry * 2 ** (self._failed - 1) * (1 + self._chance()) / 2
