"""One run: interviews under way, a schedule of what goes wrong, and the judgement."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import counters, judge
from .crowd import Crowd, Party
from .machine import Machine
from .record import Record, Seat
from .schedule import schedule

LIMIT_SECONDS = 60  # only stops a run that hangs
SETTLE_SECONDS = 15
TAIL_LINES = 40


class Run:
    """`await Run(seed, machine, seats).play()`: AssertionError with all that helps where a promise was broken."""

    def __init__(self, seed: int, machine: Machine, seats: Sequence[Seat]) -> None:
        self.seed, self.machine = seed, machine
        self.steps = schedule(seed)
        self.record = Record(machine.stack)
        chance = random.Random(seed)
        self._urls = [web.url for web in machine.stack.webs]
        self.parties = [Party(seat, self._urls, chance) for seat in seats]
        self._chance = chance
        self._happened: list[str] = []
        logs = [process.log for process in (*machine.stack.webs, *machine.stack.workers)]
        self._logs = {log: log.stat().st_size for log in logs}

    async def play(self) -> None:
        before = [counters.read(url) for url in self._urls]
        assert all(before), "a web process tells nothing of its streams"
        try:
            async with asyncio.timeout(LIMIT_SECONDS), asyncio.TaskGroup() as tasks:
                crowd = Crowd(self.parties, tasks, self._chance)
                await crowd.arrive()
                await crowd.begin()
                chaos = tasks.create_task(self._go_wrong(crowd))
                await crowd.finish()
                chaos.cancel()
                self.machine.restore()
                found = await self._counted(before)
                await crowd.leave()
        except TimeoutError:
            found = [f"not finished within {LIMIT_SECONDS} s"]
        except ExceptionGroup as group:
            found = [f"a viewer or a candidate broke: {error!r}" for error in group.exceptions]
        self.machine.restore()
        found = [*filter(None, found), *await self._settled()]
        assert not found, self._report(found)

    async def _go_wrong(self, crowd: Crowd) -> None:
        begun = time.monotonic()
        for step in self.steps:
            await asyncio.sleep(begun + step.at - time.monotonic())
            actor: Any = crowd if hasattr(crowd, step.action) else self.machine
            getattr(actor, step.action)(step.target)
            self._happened.append(f"{time.monotonic() - begun:5.2f} s  {step.action} {step.target}")

    async def _counted(self, before: Sequence[dict[str, float]]) -> list[str]:
        """What does not add up; the voices get their time to end."""
        deadline = time.monotonic() + SETTLE_SECONDS
        while True:
            found = [self._count(web, samples) for web, samples in enumerate(before)]
            if not any(found) or time.monotonic() > deadline:
                return found
            await asyncio.sleep(0.1)

    def _count(self, web: int, before: dict[str, float]) -> str:
        steady = [party.steady[web] for party in self.parties]
        if any(viewer.losses for viewer in steady) or not before:
            return ""  # its feed began anew: nobody knows what the first one took in
        after = counters.read(self._urls[web])
        return counters.complaint(before, after, counters.seen(self.parties, web)) if after else ""

    async def _settled(self) -> list[str]:
        """What is wrong; sweeps and disconnections get their time."""
        deadline = time.monotonic() + SETTLE_SECONDS
        while (found := self._unsettled()) and time.monotonic() < deadline:  # noqa: ASYNC110 - other processes
            await asyncio.sleep(0.1)
        return found + [complaint for party in self.parties for complaint in judge.complaints(party, self.record)]

    def _unsettled(self) -> list[str]:
        """Closing events are published, and no viewer is left behind."""
        found = [complaint for party in self.parties for complaint in judge.unpublished(party, self.record)]
        left = {web: counters.viewers(counters.read(url)) for web, url in enumerate(self._urls)}
        return found + [f"web {web} still has {count:g} viewers" for web, count in left.items() if count]

    def _report(self, found: list[str]) -> str:
        lines = [f"seed {self.seed}; again: make chaos SEED={self.seed} RUNS=1", "", *found[:20], ""]
        lines += ["planned:", *map(str, self.steps), "", "happened:", *self._happened]
        for party in self.parties:
            lines += ["", f"interview {party.interview}:", *map(str, self.record.attempts(party.interview))]
            for viewer in party.viewers:
                lines += [
                    f"  {viewer.name}, losses {dict(Counter(viewer.losses))}:",
                    *(f"    {event}" for event in viewer.recent),
                ]
        for log, size in self._logs.items():
            lines += ["", f"{log.name}:", *_tail(log, size)]
        return "\n".join(lines)


def _tail(log: Path, begin: int) -> list[str]:
    return log.read_bytes()[begin:].decode(errors="replace").splitlines()[-TAIL_LINES:]
