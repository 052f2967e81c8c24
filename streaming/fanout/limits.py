"""Limits in this process: how many things a user or an address may hold at once, and how often a caller may act."""

import time
from collections import Counter
from collections.abc import Callable
from types import TracebackType
from typing import NamedTuple


class LimitReached(Exception):
    """Raised at the limit; nothing was counted then."""


class ConcurrencyLimit:
    """Counts what is held at once by each key: `with limit.held(key): ...`."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: Counter[str] = Counter()

    def held(self, key: str) -> "Place":
        """Count one more for `key`, until the context that is returned ends. Raise LimitReached at the limit."""
        if self._held.get(key, 0) >= self._most:
            raise LimitReached(key)
        self._held[key] += 1
        return Place(self._held, key)


class Place:
    """One that is counted. Every reader has one, and a generator would take four times the memory."""

    __slots__ = ("_held", "_key")

    def __init__(self, held: Counter[str], key: str) -> None:
        self._held, self._key = held, key

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._held[self._key] -= 1
        if not self._held[self._key]:
            del self._held[self._key]


class Rate:
    """A token bucket for one caller: it holds `per_minute` actions, and refills in a minute."""

    __slots__ = ("_at", "_clock", "_left", "_most")

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` returns seconds."""
        self._most, self._left, self._clock, self._at = per_minute, float(per_minute), clock, clock()

    def allows(self) -> bool:
        """Count an action and return True, or return False, without counting it, if it is one too many."""
        now = self._clock()
        self._left = min(self._most, self._left + (now - self._at) * self._most / 60)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


class StreamLimits(NamedTuple):
    """How many streams one user and one network address may hold open."""

    of_user: ConcurrencyLimit
    of_address: ConcurrencyLimit
