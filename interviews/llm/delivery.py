"""From the decode thread to the event loops: one wake-up of each a step, whatever the number of streams."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable

from .generation import Item, Stream


class Delivery:
    def __init__(self) -> None:
        self._due: dict[asyncio.AbstractEventLoop, list[tuple[Stream, Item]]] = defaultdict(list)

    def put(self, stream: Stream, item: Item) -> None:
        self._due[stream.loop].append((stream, item))

    def flush(self) -> None:
        for loop, items in self._due.items():
            # A loop that was closed has nobody left who waits.
            if not loop.is_closed():
                loop.call_soon_threadsafe(_hand_over, items)
        self._due.clear()


def _hand_over(items: Iterable[tuple[Stream, Item]]) -> None:
    for stream, item in items:
        stream.put(item)
