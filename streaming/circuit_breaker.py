"""A circuit breaker: stops requests to a backend that keeps failing, until a probe shows that it works again."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

from .tasks import spawn, stop

FAILURES = 3  # in a row open the circuit

Probe = Callable[[], Awaitable[bool]]
Sleep = Callable[[float], Awaitable[Any]]


class CircuitOpen(Exception):
    """The request may not be sent. `left_seconds` of the rest remain; at 0, another request is the probe."""

    def __init__(self, left_seconds: float) -> None:
        super().__init__(f"{left_seconds:.0f} s left")
        self.left_seconds = left_seconds


class CircuitBreaker:
    """Closed, it lets requests through. After FAILURES failures in a row it opens and refuses them for a rest.

    After each rest the backend is probed: in the background if `probe` was given, or else by the next request
    (`admit`). A failed probe doubles the rest.
    """

    def __init__(
        self,
        name: str,
        *,
        first_rest_seconds: float,
        longest_rest_seconds: float,
        on_change: Callable[[bool], None],
        probe: Probe | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """`probe` returns whether the backend works, and does not raise. `on_change` gets True when the circuit opens
        and False when it closes. `name` is for the probing task; `clock` is in seconds."""
        self._name, self._probe, self._on_change = name, probe, on_change
        self._first_seconds, self._longest_seconds = first_rest_seconds, longest_rest_seconds
        self._clock, self._sleep = clock, sleep
        self._failures = 0
        self._rest_seconds = self._rests_until = 0.0
        self._is_tried = False  # a request is under way as the probe
        self._probing: asyncio.Task[None] | None = None

    @property
    def is_closed(self) -> bool:
        return self._failures < FAILURES

    def admit(self) -> bool:
        """Return whether the request about to be sent is the probe; `leave` must follow it then.

        Raise CircuitOpen if the request may not be sent.
        """
        if self.is_closed:
            return False
        left_seconds = self._rests_until - self._clock()
        if left_seconds > 0 or self._is_tried:
            raise CircuitOpen(max(0.0, left_seconds))
        self._is_tried = True
        return True

    def leave(self) -> None:
        """End a request that was the probe, whatever came of it."""
        self._is_tried = False

    def succeeded(self) -> None:
        """Note a request that succeeded: it closes the circuit, unless that is left to the background probe."""
        if self._probing is None:
            self._close()

    def begun(self) -> None:
        """Note that a request gets its answer: let others through. Should it break, that is one failure more."""
        self._count(min(self._failures, FAILURES - 1))
        self._is_tried = False

    def failed(self, *, trips: bool = False) -> float:
        """Note a failure; one that `trips` opens the circuit by itself. Return the seconds of the rest that begins
        with it, 0 if none does."""
        if self._probing:
            return 0.0
        self._count(FAILURES if trips else self._failures + 1)
        # Requests that were under way when the circuit opened do not prolong the rest.
        if self.is_closed or self._clock() < self._rests_until:
            return 0.0
        self._rest()
        if self._probe:
            self._probing = spawn(self._probe_until_well(self._probe), f"probe of {self._name}", shared=True)
        return self._rest_seconds

    async def aclose(self) -> None:
        """End the background probe. May be called again."""
        await stop(self._probing)

    async def _probe_until_well(self, probe: Probe) -> None:
        await self._sleep(self._rest_seconds)
        while not await probe():
            self._rest()
            await self._sleep(self._rest_seconds)
        self._probing = None
        self._close()

    def _rest(self) -> None:
        self._rest_seconds = min(2 * self._rest_seconds or self._first_seconds, self._longest_seconds)
        self._rests_until = self._clock() + self._rest_seconds

    def _close(self) -> None:
        self._rest_seconds = self._rests_until = 0.0
        self._count(0)

    def _count(self, failures: int) -> None:
        was_closed, self._failures = self.is_closed, failures
        if self.is_closed is not was_closed:
            self._on_change(was_closed)
