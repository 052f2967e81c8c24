"""Hands output from the decode thread to the event loops."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress

from .decode_job import OutputItem, OutputStream


class OutputDispatcher:
    """Collects the output of a step, and wakes each event loop once for all of it, however many streams it has."""

    def __init__(self) -> None:
        self._due: dict[asyncio.AbstractEventLoop, list[tuple[OutputStream, OutputItem]]] = defaultdict(list)

    def put(self, stream: OutputStream, item: OutputItem) -> None:
        """Add an item for the stream's reader. It is delivered by the next `flush`."""
        self._due[stream.loop].append((stream, item))

    def flush(self) -> None:
        """Deliver everything that was put since the last call."""
        due, self._due = self._due, defaultdict(list)
        for loop, items in due.items():
            with suppress(RuntimeError):  # the loop was closed, so no reader is left
                loop.call_soon_threadsafe(_deliver, items)


def _deliver(items: Iterable[tuple[OutputStream, OutputItem]]) -> None:
    for stream, item in items:
        stream.put(item)
