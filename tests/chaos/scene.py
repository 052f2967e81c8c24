"""Interviews with all their viewers, for tests that decide what goes wrong and when."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

from ops.stack import Stack, Worker

from . import judge
from .crowd import Crowd, Party
from .page import MADE, Page
from .record import Record, Seat

LIMIT_SECONDS = 60  # only stops a test that hangs
RESTARTS_SECONDS = 900  # the same, if processes are restarted one after the other


class Entrance(Protocol):
    """A proxy in front of the web processes, and who signed its certificate."""

    url: str
    authority: Path


@asynccontextmanager
async def meeting(stack: Stack, *seats: Seat, behind: Entrance | None = None) -> AsyncIterator[Crowd]:
    """Let everybody arrive, at the web processes or at what is before them; no interview has begun."""
    chance = random.Random(seats[0].interview)
    urls, authority = ([behind.url], behind.authority) if behind else ([web.url for web in stack.webs], None)
    limit = RESTARTS_SECONDS if behind else LIMIT_SECONDS
    async with asyncio.timeout(limit), asyncio.TaskGroup() as tasks:
        crowd = Crowd([Party(seat, urls, chance, authority) for seat in seats], tasks, chance)
        await crowd.arrive()
        try:
            yield crowd
        finally:
            await crowd.leave()


async def all_see(party: Party, what: Callable[[Page], bool]) -> None:
    for viewer in party.viewers:
        await viewer.until(what)


def words(count: int, turn: int = 1, attempt: int = 1) -> Callable[[Page], bool]:
    """Return a probe for a page that shows at least that many words of that attempt."""

    def seen(page: Page) -> bool:
        shown = page.turns.get(turn)
        return bool(shown and shown.attempts == attempt and len(shown.text.split()) >= count)

    return seen


def asked(turn: int = 1) -> Callable[[Page], bool]:
    return lambda page: page.status(turn) in MADE


def failed(code: str, turn: int = 1) -> Callable[[Page], bool]:
    return lambda page: page.status(turn) == "failed" and page.turns[turn].failure == code


async def eventually(probe: Callable[[], bool], what: str) -> None:
    """Poll until the probe is true. Raises TimeoutError, which names `what`."""
    deadline = time.monotonic() + LIMIT_SECONDS
    while not probe():
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        await asyncio.sleep(0.02)


def holder(stack: Stack, record: Record, interview: int) -> int:
    """Return the number of the worker that last claimed the interview's question."""
    pid = int(record.attempts(interview)[-1].worker.rpartition(":")[2])
    return [worker.pid for worker in stack.workers].index(pid)


def outcomes(record: Record, interview: int) -> list[tuple[int, str, str]]:
    """Return (turn, outcome, failure code) of every attempt, in order."""
    return [(attempt.turn, attempt.outcome, attempt.code) for attempt in record.attempts(interview)]


def shows_what_is_recorded(party: Party, record: Record) -> None:
    """Check that no viewer saw a broken promise and that all show what the database holds."""
    turns = record.turns(party.interview)
    for viewer in party.viewers:
        found = list(judge.of_viewer(viewer, turns))
        assert not found, f"{viewer.name}: {found}"


def said(worker: Worker, words: str, since: int = 0) -> bool:
    """Return whether the worker's log contains these words after its first `since` bytes."""
    return words in worker.log.read_bytes()[since:].decode(errors="replace")
