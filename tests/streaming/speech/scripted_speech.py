"""A backend in this process that returns tones, waits and fails as a test tells it to."""

import asyncio
from collections.abc import Callable

from ops.vendors.tone import tone
from streaming.speech.base import Speech, SpeechError
from streaming.speech.sound import Sound

RATE = 22_050


class ScriptedSpeech(Speech):
    """Sentences wait while `gate` is cleared. The next calls raise `failures`, the next probes `ills`."""

    def __init__(self, name: str = "scripted", concurrency: int = 1) -> None:
        self.name, self.concurrency = name, concurrency
        self.asked: list[tuple[str, str, str]] = []
        self.failures: list[SpeechError] = []
        self.ills: list[Exception] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.begun = asyncio.Event()
        self.cancelled = asyncio.Event()
        self.closed = False
        self.silent = False
        self.probes = 0
        self.ready = True

    @property
    def is_ready(self) -> bool:
        return self.ready

    async def synthesize(self, text: str, language: str, voice: str = "") -> Sound:
        self.asked.append((text, language, voice))
        self.begun.set()
        try:
            await self.gate.wait()
        except asyncio.CancelledError:
            self.cancelled.set()
            raise
        if self.failures:
            raise self.failures.pop(0)
        return Sound(tone(text, RATE) * (0 if self.silent else 1), RATE)

    async def probe(self) -> None:
        self.probes += 1
        if self.ills:
            raise self.ills.pop(0)

    async def aclose(self) -> None:
        self.closed = True

    @property
    def texts(self) -> list[str]:
        return [text for text, _, _ in self.asked]


class Clock:
    """A clock whose `sleep` ends when the test says so."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self._asleep = asyncio.Event()
        self._wake = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self._asleep.set()
        self._wake.clear()
        await self._wake.wait()

    async def pass_on(self) -> None:
        """End the one sleep, as soon as there is one."""
        await self._asleep.wait()
        self._asleep.clear()
        self._wake.set()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 - the condition has no event
            await asyncio.sleep(0.001)
