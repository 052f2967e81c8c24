"""One backend with its queue, its circuit breaker and its metrics."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import aclosing, asynccontextmanager, contextmanager
from typing import NamedTuple

from streaming.circuit_breaker import Sleep

from . import metrics
from .base import Speech, SpeechError, UnknownVoiceError
from .circuit import SpeechCircuit
from .clip import ClipPart, StreamedWav, make_parts
from .pace import longest_seconds, patience_seconds
from .speech_queue import DryAt, SpeechQueue

log = logging.getLogger(__name__)

# A backend is behind if it lets a listener wait for this long before it even begins the sentence.
BEHIND_SECONDS = 2.0


class Wanted(NamedTuple):
    """What to say, and how. Two that are equal sound the same. `final` is False for a clause whose sentence goes on."""

    text: str
    language: str
    voice: str
    final: bool


class SpeechLane:
    """Gives sentences to one backend, at most `concurrency` at once."""

    def __init__(self, speech: Speech, format_name: str, *, is_last: bool, sleep: Sleep = asyncio.sleep) -> None:
        """`is_last`: no other backend could step in. Then its sentences have no limit: late is better than never."""
        self.name = speech.name
        self._circuit = SpeechCircuit(speech, sleep)
        self._speech, self._format_name, self._is_last = speech, format_name, is_last
        self._turns = SpeechQueue(speech.concurrency)

    @property
    def can_speak(self) -> bool:
        return self._circuit.closed and self._speech.is_ready

    @property
    def is_behind(self) -> bool:
        """Whether it lets listeners wait, so that it is better not given any more of them."""
        return self._turns.overdue_seconds(asyncio.get_running_loop().time()) > BEHIND_SECONDS

    async def record(self, wanted: Wanted, dry_at: DryAt, put: Callable[[ClipPart], None]) -> None:
        """Hand the parts of the clip to `put`. Raise SpeechError if there is none, or no more.

        `dry_at` decides whose turn it is, and how long the backend may take.
        """
        with self._judged():
            async with self._turns.turn(dry_at):
                if not self.can_speak:
                    raise SpeechError(f"{self.name} is out of order", retryable=True)
                if self._speech.streams and self._format_name == "wav":
                    await self._stream(wanted, dry_at, put)
                    return
                async with self._timed(wanted.text, dry_at):
                    sound = await self._speech.synthesize(wanted.text, wanted.language, wanted.voice)
            self._check_length(wanted.text, sound.duration_ms)
            for part in await asyncio.to_thread(make_parts, sound, self._format_name, final=wanted.final):
                put(part)

    async def load(self) -> None:
        """Wait until the backend can speak, or never will."""
        await self._speech.load()

    async def aclose(self) -> None:
        """Close the backend and end its probing. May be called again."""
        await self._circuit.aclose()
        await self._speech.aclose()

    async def _stream(self, wanted: Wanted, dry_at: DryAt, put: Callable[[ClipPart], None]) -> None:
        wav, duration_ms = StreamedWav(final=wanted.final), 0
        async with (
            self._timed(wanted.text, dry_at) as renew,
            aclosing(self._speech.stream(wanted.text, wanted.language, wanted.voice)) as sounds,
        ):
            async for sound in sounds:
                renew()
                duration_ms += sound.duration_ms
                self._check_length(wanted.text, duration_ms)
                for part in wav.feed(sound):
                    put(part)
        for part in wav.finish():
            put(part)

    @asynccontextmanager
    async def _timed(self, text: str, dry_at: DryAt) -> AsyncIterator[Callable[[], None]]:
        """Limit the time of a synthesis. The time begins anew with each call of what this yields."""
        clock = asyncio.get_running_loop().time

        def overdue_at() -> float:
            return max(clock(), dry_at()) + patience_seconds(text)

        limit = overdue_at()
        timeout = asyncio.timeout_at(None if self._is_last else limit)

        def renew() -> None:
            nonlocal limit
            limit = overdue_at()
            if not self._is_last:
                timeout.reschedule(limit)

        try:
            with metrics.SECONDS.labels(self.name).time():
                async with timeout:
                    yield renew
        except TimeoutError as error:
            raise SpeechError(
                f"{self.name} takes too long. Is its machine too slow, or overloaded?", retryable=True, hung=True
            ) from error
        except asyncio.CancelledError:
            if clock() > limit:
                self._circuit.failed(SpeechError(f"{self.name} was given up on", retryable=True))
            raise

    def _check_length(self, text: str, duration_ms: float) -> None:
        if duration_ms / 1000 > longest_seconds(text):
            raise SpeechError(f"{self.name} does not find the end of a sentence. Check its model.", retryable=True)

    @contextmanager
    def _judged(self) -> Iterator[None]:
        """Count what became of a sentence. A cancellation in time says nothing about the backend."""
        try:
            yield
        except SpeechError as error:
            if not isinstance(error, UnknownVoiceError):  # the speaker tells of it, once
                log.warning("no sound from %s: %s", self.name, error)
            metrics.CLIPS.labels(self.name, "failed").inc()
            self._circuit.failed(error)
            raise
        metrics.CLIPS.labels(self.name, "spoken").inc()
        self._circuit.succeeded()
