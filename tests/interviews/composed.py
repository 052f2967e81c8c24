"""Swaps the app's composition for the length of a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from interviews.composition import Composition, current, install
from ops.processes.ports import HOST, free_port
from streaming.redis_address import RedisAddress


@contextmanager
def composed(**changes: Any) -> Iterator[Composition]:
    """Install the current composition with these fields changed, and put the old one back at the end."""
    before = current()
    install(replace(before, **changes))
    try:
        yield current()
    finally:
        install(before)


def unreachable() -> RedisAddress:
    """Return an address at which no Redis listens."""
    return RedisAddress(f"redis://{HOST}:{free_port()}/0")
