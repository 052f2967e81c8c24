"""How far the list is that somebody is having checked or invited, in Redis, where any web process can tell."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import redis

from interviews.composition import current

KEPT_SECONDS = 60  # after the last step: a process that was killed takes no more

Report = Callable[[int], None]  # takes how many more rows a step has done


def tell_nobody(rows: int) -> None:
    """Serve as a Report."""


class HowFar(NamedTuple):
    """`done` of `total` steps; a row takes several."""

    done: int
    total: int


class ListProgress:
    """Tells how far a user's list is, within `with ListProgress(user_id):`. If Redis is away, it tells nothing."""

    def __init__(self, user_id: int) -> None:
        self._user_id, self._done, self._total = user_id, 0, 0

    def __enter__(self) -> "ListProgress":
        return self

    def __exit__(self, *_: object) -> None:
        _unless_away(lambda client: client.delete(_key(self._user_id)))

    def begin(self, steps: int) -> None:
        self._total = steps
        self.add(0)

    def add(self, steps: int) -> None:
        self._done += steps
        told = json.dumps([self._done, self._total])
        _unless_away(lambda client: client.set(_key(self._user_id), told, ex=KEPT_SECONDS))


def progress_of(user_id: int) -> HowFar | None:
    """Return how far the user's list is; None if none is being worked on."""
    told = _unless_away(lambda client: client.get(_key(user_id)))
    return HowFar(*json.loads(told)) if told else None


def _key(user_id: int) -> str:
    return f"{current().redis_prefix}inviting:{user_id}"


def _unless_away(ask: Callable[[redis.Redis], Any]) -> Any:
    try:
        return ask(current().redis)
    except (redis.RedisError, OSError):
        return None
