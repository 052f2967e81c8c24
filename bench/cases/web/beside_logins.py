"""How long a candidate's page waits for `GET /v1/interviews/<id>` while staff sign in, against the same undisturbed.

Each login has a password to hash, which takes a core for a good part of a second. The undisturbed requests come right
before, from the same process, so that both see the same machine.
"""

import asyncio
import time
from collections.abc import Iterator
from typing import NamedTuple

import httpx

from bench.harness.paired_rows import row_of_pairs
from bench.harness.progress import Say
from bench.harness.row import Goal, Row, judged
from bench.harness.server import Server
from bench.harness.spread import percentile
from bench.harness.stacks import web_stage
from bench.harness.streams.streams import Stream, make_streams
from ops.stack import Stack

BENCH = "beside_logins"
GOAL = Goal("<=", 3)
FAILED = Goal("<=", 0)
REQUESTS, QUICK_REQUESTS = 200, 5
PER_SECOND = 20
PERCENT = 95
PASSWORD = "a long password for benches"  # noqa: S105
TOKEN = "t" * 32  # the cookie and the field of a form only need to be alike


class Load(NamedTuple):
    """How many people sign in at a time. A load without a goal is for the record."""

    logins: int
    repeats: int
    goal: Goal | None


FULL = (Load(24, 5, GOAL), Load(100, 2, None))
QUICK = (Load(2, 1, GOAL),)

_MAKE = """
from django.contrib.auth.models import User
for number in range({count}):
    User.objects.create_superuser(f"bench{{number}}", password={password!r})
"""


def rows(quick: bool, say: Say) -> Iterator[Row]:
    loads, requests = (QUICK, QUICK_REQUESTS) if quick else (FULL, REQUESTS)
    with web_stage() as stack, Server(stack) as server:
        _make_staff(stack, max(load.logins for load in loads))
        page = Page(server.url, make_streams(stack, 1)[0], requests)
        asyncio.run(page.p95())  # so that everything is loaded
        for load in loads:
            yield from _rows(server, page, load, say)


def _rows(server: Server, page: "Page", load: Load, say: Say) -> Iterator[Row]:
    beside: list[float] = []
    alone: list[float] = []
    done = failed = 0
    for repeat in range(1, load.repeats + 1):
        say(f"{load.logins} logins, {repeat} of {load.repeats}")
        alone.append(asyncio.run(page.p95()))
        staff = Staff(server.url, load.logins)
        beside.append(asyncio.run(staff.beside(page)))
        done, failed = done + staff.done, failed + staff.failed
    name = f"GET an interview beside {load.logins} logins in flight, p{PERCENT}"
    yield row_of_pairs(BENCH, name, "ms", (beside, alone), load.goal)
    yield Row(BENCH, f"  of {done:,} logins failed", str(failed), **judged(FAILED, failed))


class Page:
    """Asks for an interview at a steady pace."""

    def __init__(self, url: str, stream: Stream, requests: int) -> None:
        self._url = f"{url}/v1/interviews/{stream.interview_id}"
        self._headers = {"Authorization": f"Bearer {stream.access_token}"}
        self._requests = requests

    async def p95(self) -> float:
        """Return the 95th percentile of the milliseconds that a request takes, counted from when it was due."""
        async with httpx.AsyncClient(timeout=60, headers=self._headers) as http:
            await http.get(self._url)
            began = time.monotonic()
            waits = [self._wait(http, began + number / PER_SECOND) for number in range(self._requests)]
            return percentile(await asyncio.gather(*waits), PERCENT) * 1000

    async def _wait(self, http: httpx.AsyncClient, due: float) -> float:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        (await http.get(self._url)).raise_for_status()
        return time.monotonic() - due


class Staff:
    """People who sign in, and again as soon as they have."""

    def __init__(self, url: str, count: int) -> None:
        self._url, self._count = f"{url}/admin/login/?next=/healthz", count
        self.done = self.failed = 0

    async def beside(self, page: Page) -> float:
        """Return the page's 95th percentile while all of them sign in."""
        signing_in = [asyncio.create_task(self._sign_in(number)) for number in range(self._count)]
        try:
            return await page.p95()
        finally:
            for task in signing_in:
                task.cancel()
            await asyncio.gather(*signing_in, return_exceptions=True)

    async def _sign_in(self, number: int) -> None:
        form = {"username": f"bench{number}", "password": PASSWORD, "csrfmiddlewaretoken": TOKEN}
        while True:
            # Each from an address of its own: an address has a limit of attempts.
            home = httpx.AsyncHTTPTransport(local_address=f"127.0.1.{number + 1}")
            async with httpx.AsyncClient(timeout=120, cookies={"csrftoken": TOKEN}, transport=home) as http:
                reply = await http.post(self._url, data=form)
            self.done += 1
            self.failed += reply.status_code != 302


def _make_staff(stack: Stack, count: int) -> None:
    stack.manage("shell", "-v", "0", "-c", _MAKE.format(count=count, password=PASSWORD))
