"""From the decode thread to the event loops: one wake-up of each a step, whatever the number of streams."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress

from .decode_job import OutputItem, OutputStream


class OutputDispatcher:
    def __init__(self) -> None:
        self._due: dict[asyncio.AbstractEventLoop, list[tuple[OutputStream, OutputItem]]] = defaultdict(list)

    def put(self, stream: OutputStream, item: OutputItem) -> None:
        self._due[stream.loop].append((stream, item))

    def flush(self) -> None:
        due, self._due = self._due, defaultdict(list)
        for loop, items in due.items():
            with suppress(RuntimeError):  # it was closed: nobody is left who waits
                loop.call_soon_threadsafe(_hand_over, items)


def _hand_over(items: Iterable[tuple[OutputStream, OutputItem]]) -> None:
    for stream, item in items:
        stream.put(item)
