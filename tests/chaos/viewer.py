"""Viewers: each keeps what it was shown, and goes on from there however often it loses its connection."""

import asyncio
import itertools
import random
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import httpx

from .page import Page
from .streams import LOST, Door, Over, SocketStream, SseStream, Stream

TRANSPORTS = (SseStream, SocketStream)
KEPT = 12  # of the last events, for the report
SNAPSHOT_SECONDS = 5


class Viewer:
    """Reads one interview at one web process over one transport until it is closed; comes back by itself."""

    def __init__(self, name: str, doors: Sequence[Door], transport: type[SseStream] | type[SocketStream]) -> None:
        self.name = name
        self.page = Page()
        self.joined = asyncio.Event()
        self.losses: list[str] = []
        self.recent: deque[str] = deque(maxlen=KEPT)
        self.narrow = False
        self._doors, self._transport = doors, transport
        self._stream: Stream | None = None
        self._reads = asyncio.Event()
        self._reads.set()
        self._news = asyncio.Condition()

    async def run(self) -> None:
        while True:
            try:
                await self._read()
            except Over:
                await self._refresh()
                if self.page.complete:
                    return
            except LOST as error:
                self.losses.append(type(error).__name__)
            finally:
                self.cut()
            await asyncio.sleep(self._pause())

    async def until(self, shown: Callable[[Page], bool]) -> None:
        async with self._news:
            await self._news.wait_for(lambda: shown(self.page))

    def cut(self) -> None:
        if self._stream:
            self._stream.cut()

    async def stall(self, seconds: float) -> None:
        """Read nothing for a while."""
        self._reads.clear()
        await asyncio.sleep(seconds)
        self._reads.set()

    def _choose(self) -> tuple[Door, Any]:
        """Where to connect this time, and how."""
        return self._doors[0], self._transport

    def _pause(self) -> float:
        return 0.1

    async def _read(self) -> None:
        door, transport = self._choose()
        self._stream = stream = await transport.open(door, self.page.position, self.narrow)
        self.recent.append(f"[{transport.__name__} at {door.url}, after {self.page.position}]")
        while True:
            await self._reads.wait()
            await self._take(await stream.next())

    async def _take(self, event: dict[str, Any]) -> None:
        self.joined.set()
        self.recent.append(f"{event.get('id', '-')} {event['type']} {event.get('turn', '')}")
        self.page.take(event)
        # As a page does: a failed question is in no log any more; and who was gone before the first event, and so has
        # no position, gets the current question alone.
        if event["type"] == "reset" or self.page.lacks_before(event.get("turn", 0)):
            await self._refresh()
        await self._tell()

    async def _tell(self) -> None:
        async with self._news:
            self._news.notify_all()

    async def _refresh(self) -> None:
        async with self._doors[0].client(SNAPSHOT_SECONDS) as http:
            for door in itertools.cycle(self._doors):
                with suppress(httpx.HTTPError):
                    found = await http.get(f"{door.url}/v1/interviews/{door.interview}")
                    self.page.learn(found.raise_for_status().json()["turns"])
                    break
                await asyncio.sleep(self._pause())
        await self._tell()


class Wanderer(Viewer):
    """Comes back at any web process, over either transport: as a page behind a load balancer."""

    def __init__(self, name: str, doors: Sequence[Door], chance: random.Random) -> None:
        super().__init__(name, doors, SseStream)
        self._chance = chance

    def _choose(self) -> tuple[Door, Any]:
        return self._chance.choice(self._doors), self._chance.choice(TRANSPORTS)

    def _pause(self) -> float:
        return self._chance.uniform(0.01, 0.2)


class Flapper(Wanderer):
    """Loses its connection again and again."""

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(super().run())
            tasks.create_task(self._flap())

    async def _flap(self) -> None:
        while not self.page.complete:
            await asyncio.sleep(self._chance.uniform(0.1, 0.9))
            self.cut()
