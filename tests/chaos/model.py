"""The scripted model's replies: never the same twice, so that attempts cannot be confused."""

import itertools
import random
from collections.abc import Callable
from typing import Any

from ops.vendors.chat_server import Reply

WORDS = (30, 60)
SECONDS_BETWEEN = (0.010, 0.020)


def numbered(count: int = 60, later: float | None = None, **manner: Any) -> Callable[[dict[str, Any]], Reply]:
    """So many words to each request, each with the request's number: "3.0 3.1 3.2 ".

    `later`: the `seconds_between` of all requests but the first.
    """
    numbers = itertools.count(1)

    def reply(body: dict[str, Any]) -> Reply:
        number = next(numbers)
        own = manner if later is None or number == 1 else {**manner, "seconds_between": later}
        return Reply(words=[f"{number}.{index} " for index in range(count)], **own)

    return reply


class Talker:
    """Return a reply for each request: some start late, some are cut off."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._numbers = itertools.count(1)

    def __call__(self, body: dict[str, Any]) -> Reply:
        number, count = next(self._numbers), self._chance.randint(*WORDS)
        return Reply(
            words=[f"{number}.{index} " for index in range(count)],
            seconds_between=self._chance.uniform(*SECONDS_BETWEEN),
            first_seconds=self._chance.choice([0.0, 0.0, 0.3]),
            cut_after=self._chance.randint(1, count) if self._chance.random() < 0.04 else None,
        )
