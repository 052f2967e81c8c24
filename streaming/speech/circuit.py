"""Whether a backend is worth asking: not after failures in a row, until a probe in the background finds it well."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from streaming.tasks import spawn, stop

from . import metrics
from .base import Speech, SpeechError

log = logging.getLogger(__name__)

FAILURES = 3  # in a row
FIRST_PROBE_SECONDS, LONGEST_PROBE_SECONDS = 5.0, 60.0  # doubling
PROBE_ANSWER_SECONDS = 10.0

Sleep = Callable[[float], Awaitable[Any]]


class Circuit:
    """Closed: sentences go through. Open: the backend is probed instead, and no sentence waits for it."""

    def __init__(self, speech: Speech, sleep: Sleep = asyncio.sleep) -> None:
        self._speech, self._sleep = speech, sleep
        self._failures = 0
        self._probing: asyncio.Task[None] | None = None

    @property
    def closed(self) -> bool:
        return self._probing is None

    def succeeded(self) -> None:
        self._failures = 0

    def failed(self, error: SpeechError) -> None:
        """What is only about one text or voice does not count."""
        if error.refused or not self.closed:
            return
        self._failures += 1
        if error.hung or self._failures >= FAILURES:
            self._open()

    async def aclose(self) -> None:
        await stop(self._probing)

    def _open(self) -> None:
        log.warning("speech backend %s is left out until it is well again", self._speech.name)
        metrics.OPEN.labels(self._speech.name).set(1)
        self._probing = spawn(self._probe_until_well(), f"probe of {self._speech.name}")

    async def _probe_until_well(self) -> None:
        wait_seconds = FIRST_PROBE_SECONDS
        await self._sleep(wait_seconds)
        while not await self._is_well():
            wait_seconds = min(2 * wait_seconds, LONGEST_PROBE_SECONDS)
            await self._sleep(wait_seconds)
        self._failures, self._probing = 0, None
        log.warning("speech backend %s is well again", self._speech.name)
        metrics.OPEN.labels(self._speech.name).set(0)

    async def _is_well(self) -> bool:
        try:
            async with asyncio.timeout(PROBE_ANSWER_SECONDS):
                await self._speech.probe()
        except (SpeechError, TimeoutError):
            return False
        except Exception:
            # Of a kind that nobody translated: it must not end the probing, or the backend stays away for ever.
            log.exception("probe of %s", self._speech.name)
            return False
        return True
