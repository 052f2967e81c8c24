"""The circuit breaker of a speech backend: while it is open the backend is probed in the background, and the next
backend speaks."""

import asyncio
import logging

from streaming.circuit_breaker import CircuitBreaker, Sleep

from . import metrics
from .base import Speech, SpeechError

log = logging.getLogger(__name__)

FIRST_PROBE_SECONDS, LONGEST_PROBE_SECONDS = 5.0, 60.0  # doubling
PROBE_ANSWER_SECONDS = 10.0


class SpeechCircuit:
    """Tells whether a backend may be asked, by what came of its sentences. `closed`: it may."""

    def __init__(self, speech: Speech, sleep: Sleep = asyncio.sleep) -> None:
        self._speech = speech
        self._breaker = CircuitBreaker(
            speech.name,
            first_rest_seconds=FIRST_PROBE_SECONDS,
            longest_rest_seconds=LONGEST_PROBE_SECONDS,
            on_change=self._report,
            probe=self._is_well,
            sleep=sleep,
        )

    @property
    def closed(self) -> bool:
        return self._breaker.is_closed

    def succeeded(self) -> None:
        """Note a sentence that got its sound."""
        self._breaker.succeeded()

    def failed(self, error: SpeechError) -> None:
        """Note a sentence without a sound. A refusal is about one text or voice and does not count; a backend that
        hung is left out at once."""
        if not error.refused:
            self._breaker.failed(trips=error.hung)

    async def aclose(self) -> None:
        """End the probing. May be called again."""
        await self._breaker.aclose()

    def _report(self, is_open: bool) -> None:
        metrics.OPEN.labels(self._speech.name).set(is_open)
        outcome = "is left out until it works again" if is_open else "works again"
        log.warning("speech backend %s %s", self._speech.name, outcome)

    async def _is_well(self) -> bool:
        try:
            async with asyncio.timeout(PROBE_ANSWER_SECONDS):
                await self._speech.probe()
        except (SpeechError, TimeoutError):
            return False
        except Exception:
            # Not an error that a backend translated. It must not end the probing, or the backend stays out for good.
            log.exception("probe of %s failed", self._speech.name)
            return False
        return True
