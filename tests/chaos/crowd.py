"""Everybody at a run's interviews: the candidates and those who watch."""

import asyncio
import random
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any

from .candidate import Candidate
from .record import QUESTIONS, Seat
from .streams import Door, SocketStream, SseStream
from .viewer import Flapper, Viewer, Wanderer

STALL_SECONDS = (0.3, 2.0)


class Party:
    """The people of one interview. `steady` has one viewer per address, who always reconnects to it."""

    def __init__(self, seat: Seat, urls: Sequence[str], chance: random.Random, authority: Path | None = None) -> None:
        doors = [Door(url, *seat, authority) for url in urls]
        transports = chance.sample([SseStream, SocketStream], 2)
        self.interview = seat.interview
        self._chance = chance
        self.steady = [Viewer(f"steady at web {n}", [door], transports[n % 2]) for n, door in enumerate(doors)]
        self.page = Wanderer("candidate's page", doors, self._own())
        self.guests = [Flapper("flapping", doors, self._own()), Viewer("stalling", doors[:1], transports[0])]
        self.guests[1].narrow = True
        self.candidate = Candidate(doors, self.page, QUESTIONS, self._own())

    @property
    def viewers(self) -> list[Viewer]:
        return [*self.steady, self.page, *self.guests]

    def _own(self) -> random.Random:
        return random.Random(self._chance.random())


class Crowd:
    """`arrive`, `begin`, `finish` once all have seen all, `leave`. `tasks` is where everybody runs."""

    def __init__(self, parties: Sequence[Party], tasks: asyncio.TaskGroup, chance: random.Random) -> None:
        self.parties, self._tasks, self._chance = parties, tasks, chance
        self._running: list[asyncio.Task[Any]] = []
        self._candidates: list[asyncio.Task[Any]] = []

    @property
    def viewers(self) -> list[tuple[Party, Viewer]]:
        return [(party, viewer) for party in self.parties for viewer in party.viewers]

    async def arrive(self) -> None:
        for party, viewer in self.viewers:
            self._spawn(viewer.run(), f"{viewer.name} of {party.interview}")
        for _, viewer in self.viewers:
            await viewer.joined.wait()

    async def begin(self) -> None:
        self._candidates = [
            self._spawn(party.candidate.run(), f"candidate of {party.interview}") for party in self.parties
        ]

    async def finish(self) -> None:
        await asyncio.gather(*self._candidates)
        for _, viewer in self.viewers:
            await viewer.until(lambda page: page.complete)

    async def leave(self) -> None:
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        for party in self.parties:
            await party.candidate.close()

    # The schedule's actions

    def drop_viewers(self, number: int) -> None:
        for viewer in self.parties[number].viewers:
            viewer.cut()

    def stall_viewers(self, number: int) -> None:
        for viewer in self.parties[number].guests:
            self._spawn(viewer.stall(self._chance.uniform(*STALL_SECONDS)), "stall")

    def cancel(self, number: int) -> None:
        candidate = self.parties[number].candidate
        if candidate.turn:
            self._spawn(candidate.ask("cancel", may_be_late=True, turn=candidate.turn), "cancel")

    def _spawn(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        task = self._tasks.create_task(work, name=name)
        self._running.append(task)
        return task
