"""A candidate that acts on what its page shows and repeats each request until it is accepted."""

import asyncio
import random
from collections.abc import Sequence
from typing import Any

import httpx

from .page import MADE, Page, Shown
from .streams import Door
from .viewer import Viewer

REQUEST_SECONDS = 5
AGAIN = {429, 500, 502, 503}


class Candidate:
    """Goes through the interview.

    `accepted` has the accepted answers by turn, `failures` the requests that it had to repeat.
    """

    def __init__(self, doors: Sequence[Door], viewer: Viewer, questions: int, chance: random.Random) -> None:
        self.viewer = viewer
        self.accepted: dict[int, str] = {}
        self.surprises: list[str] = []
        self.failures: list[str] = []
        self.turn = 0
        self._doors, self._questions, self._chance = doors, questions, chance
        self._http = doors[0].client(REQUEST_SECONDS)

    async def run(self) -> None:
        await self.ask("start")
        for number in range(1, self._questions + 1):
            await self._read_question(number)
            text = (
                f"In year {number} of {self._doors[0].interview} I moved {self._chance.random()} of all queues to "
                "Redis, because it was simpler to run."
            )
            await self.ask("answers", turn=number, text=text)
        await self._read_question(self._questions + 1)

    async def close(self) -> None:
        await self._http.aclose()

    async def ask(self, action: str, may_be_late: bool = False, **body: Any) -> None:
        """POST until a server answers. With `may_be_late`, a 409 is acceptable."""
        status = await self._post(action, body)
        while status in AGAIN:
            self.failures.append(f"{action} {body.get('turn', '')}: {status}")
            await asyncio.sleep(self._chance.uniform(0.05, 0.2))
            status = await self._post(action, body)
        if status == 202 and action == "answers":
            self.accepted[body["turn"]] = body["text"]
        elif status != 202 and not (may_be_late and status == 409):
            self.surprises.append(f"{action} {body.get('turn', '')}: {status}")

    async def _post(self, action: str, body: dict[str, Any]) -> int:
        door = self._chance.choice(self._doors)
        path = f"{door.url}/v1/interviews/{door.interview}/{action}"
        try:
            reply = await self._http.post(path, json=body)
            return reply.status_code
        except httpx.HTTPError as error:
            self.failures.append(repr(error))
            return 503

    async def _read_question(self, number: int) -> None:
        """Wait until the question is complete; retry it if it failed."""
        self.turn = number
        failed: tuple[Shown, int] | None = None

        def decided(page: Page) -> bool:
            shown = page.turns.get(number, Shown())
            is_new = failed is None or shown is not failed[0] or shown.epoch != failed[1]
            return shown.status in MADE or (shown.status == "failed" and is_new)

        while True:
            await self.viewer.until(decided)
            shown = self.viewer.page.turns[number]
            if shown.status in MADE:
                return
            failed = shown, shown.epoch
            # Another viewer may have been quicker, or the failure was reported late.
            await self.ask("retry", may_be_late=True, turn=number)
