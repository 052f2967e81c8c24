"""How many streams one user and one address may hold open in a process."""

from collections import Counter
from types import TracebackType
from typing import NamedTuple


class LimitReached(Exception):
    """The limit is reached; nothing was counted."""


class ConcurrencyLimit:
    """`with limit.held(key): ...` counts one for `key` until its end. `held` raises LimitReached at `most`."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: Counter[str] = Counter()

    def held(self, key: str) -> "Place":
        if self._held.get(key, 0) >= self._most:
            raise LimitReached(key)
        self._held[key] += 1
        return Place(self._held, key)


class Place:
    """One that is counted. There is one for each reader: a generator's frame would cost four times as much."""

    __slots__ = ("_held", "_key")

    def __init__(self, held: Counter[str], key: str) -> None:
        self._held, self._key = held, key

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._held[self._key] -= 1
        if not self._held[self._key]:
            del self._held[self._key]


class StreamLimits(NamedTuple):
    of_user: ConcurrencyLimit
    of_address: ConcurrencyLimit
