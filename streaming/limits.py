"""How many streams one user and one address may hold open in a process."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple


class TooMany(Exception):
    """The limit is reached; nothing was counted."""


class Limit:
    """`with limit.held(key): ...` counts one for `key` until its end. TooMany where `most` are held already."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: Counter[str] = Counter()

    @contextmanager
    def held(self, key: str) -> Iterator[None]:
        if self._held.get(key, 0) >= self._most:
            raise TooMany(key)
        self._held[key] += 1
        try:
            yield
        finally:
            self._held[key] -= 1
            if not self._held[key]:
                del self._held[key]


class Limits(NamedTuple):
    of_user: Limit
    of_address: Limit
