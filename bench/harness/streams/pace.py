"""Tokens on a schedule."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """So many tokens a stream; `per_second` of 0 means as fast as they go."""

    tokens: int
    per_second: int = 0

    @property
    def seconds(self) -> float:
        return self.tokens / self.per_second if self.per_second else 0.0

    async def steps(self) -> AsyncIterator[int]:
        """Counts from 0; each number when its token is due. Who comes late to one is not late to the next."""
        began = time.monotonic()
        for number in range(self.tokens):
            if self.per_second:
                await asyncio.sleep(max(0.0, began + number / self.per_second - time.monotonic()))
            yield number
