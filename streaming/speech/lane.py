"""One backend with its queue, its circuit breaker and its metrics."""

import asyncio
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from streaming.circuit_breaker import Sleep

from . import metrics
from .base import Speech, SpeechError
from .circuit import SpeechCircuit
from .clip import Clip, make_clip
from .sound import Sound

log = logging.getLogger(__name__)

# A sentence that is cancelled after this long counts as a failure: its caller gave up because the backend was too slow.
GIVEN_UP_SECONDS = 5.0


class Wanted(NamedTuple):
    """What to say, and how. Two that are equal sound the same. `final` is False for a clause whose sentence goes on."""

    text: str
    language: str
    voice: str
    final: bool


class SpeechLane:
    """Gives sentences to one backend, at most `concurrency` at once."""

    def __init__(self, speech: Speech, format_name: str, sleep: Sleep = asyncio.sleep) -> None:
        self.name = speech.name
        self.circuit = SpeechCircuit(speech, sleep)
        self._speech, self._format_name = speech, format_name
        # Sentences queue here, where they can be cancelled before the server sees them.
        self._turns = asyncio.Semaphore(speech.concurrency)

    async def clip(self, wanted: Wanted, patience_seconds: float | None) -> Clip:
        """Return the clip, or raise SpeechError.

        `patience_seconds` is how long the backend may take once it is this sentence's turn; None for no limit of ours.
        """
        with self._judged():
            sound = await self._sound(wanted, patience_seconds)
            return await asyncio.to_thread(make_clip, sound, self._format_name, final=wanted.final)

    async def aclose(self) -> None:
        """Close the backend and end its probing. May be called again."""
        await self.circuit.aclose()
        await self._speech.aclose()

    async def _sound(self, wanted: Wanted, patience_seconds: float | None) -> Sound:
        async with self._turns:
            if not self.circuit.closed:
                raise SpeechError(f"{self.name} is out of order", retryable=True)
            begun_at = time.monotonic()
            try:
                with metrics.SECONDS.labels(self.name).time():
                    async with asyncio.timeout(patience_seconds):
                        return await self._speech.synthesize(wanted.text, wanted.language, wanted.voice)
            except TimeoutError as error:
                raise SpeechError(
                    f"{self.name} took longer than {patience_seconds:g} s. Is its machine too slow, or overloaded?",
                    retryable=True,
                    hung=True,
                ) from error
            except asyncio.CancelledError:
                if time.monotonic() - begun_at > GIVEN_UP_SECONDS:
                    self.circuit.failed(SpeechError(f"{self.name} was given up on", retryable=True))
                raise

    @contextmanager
    def _judged(self) -> Iterator[None]:
        """Count what became of a sentence. An early cancellation says nothing about the backend."""
        try:
            yield
        except SpeechError as error:
            log.warning("no sound from %s: %s", self.name, error)
            metrics.CLIPS.labels(self.name, "failed").inc()
            self.circuit.failed(error)
            raise
        metrics.CLIPS.labels(self.name, "spoken").inc()
        self.circuit.succeeded()
