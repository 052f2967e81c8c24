"""Pauses of the loops that run beside the questions."""

import asyncio
from contextlib import suppress


async def rest(stopping: asyncio.Event, seconds: float) -> None:
    """Wait, or return at once when `stopping` is set.

    Loops that work in threads look at `stopping`, and do not rely on being cancelled: asgiref swallows a cancellation
    that arrives while its thread works.
    """
    with suppress(TimeoutError):
        await asyncio.wait_for(stopping.wait(), seconds)
