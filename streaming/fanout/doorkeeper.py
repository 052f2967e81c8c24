"""Ends the streams of readers who have lost their access, with one check for the whole process."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from streaming.host import Host, StreamReader

log = logging.getLogger(__name__)

CHECK_SECONDS = 3.0

End = Callable[[str], None]


class Doorkeeper:
    """Asks the host, every CHECK_SECONDS and for all readers at once, who may no longer read."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._inside: dict[StreamReader, list[End]] = {}  # streams that were opened by the same means are one reader

    @contextmanager
    def inside(self, reader: StreamReader, end: End) -> Iterator[None]:
        """Have `end(code)` called if the reader loses access meanwhile. It must not block."""
        ends = self._inside.setdefault(reader, [])
        ends.append(end)
        try:
            yield
        finally:
            ends.remove(end)
            if not ends:
                del self._inside[reader]

    async def run(self) -> None:
        """Check until cancelled."""
        while True:
            await asyncio.sleep(CHECK_SECONDS)
            try:
                await self.check()
            except Exception as error:  # the database is away: the next check finds out
                log.warning("readers could not be checked: %s", type(error).__name__)

    async def check(self) -> None:
        """End the streams of all who may no longer read."""
        if not self._inside:
            return
        for reader, code in (await self._host.revoked(list(self._inside))).items():
            for end in list(self._inside.get(reader, ())):
                end(code)
