"""A schedule for tokens."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """The tokens of one stream. `per_second` of 0 means as fast as possible."""

    tokens: int
    per_second: int = 0

    @property
    def seconds(self) -> float:
        return self.tokens / self.per_second if self.per_second else 0.0

    async def steps(self) -> AsyncIterator[int]:
        """Yield the number of each token, from 0, when it is due. A delay does not shift the later ones."""
        began = time.monotonic()
        for number in range(self.tokens):
            if self.per_second:
                await asyncio.sleep(max(0.0, began + number / self.per_second - time.monotonic()))
            yield number
