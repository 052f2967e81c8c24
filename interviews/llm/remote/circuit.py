"""Whether a model server is worth asking: not for a while after failures in a row."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog

from interviews.llm import metrics
from interviews.llm.errors import ModelError, ModelUnavailable

from .patience import Patience
from .refusals import ServerFault

log = structlog.get_logger(__name__)

FAILURES = 3  # questions in a row, each after its retries


class Circuit:
    """Closed: questions go through. Open: they fail at once; after a rest one at a time goes through, and the first
    that gets a word closes it. `clock` in seconds."""

    def __init__(self, patience: Patience, clock: Callable[[], float] = time.monotonic) -> None:
        self._patience, self._clock = patience, clock
        self._failures = 0
        self._rest_seconds = self._rests_until = 0.0
        self._probing = False
        self._last = ""

    @contextmanager
    def question(self) -> Iterator[None]:
        """Around each question. A ServerFault is a failure; a refusal shows that the server answers, and so does a
        reader who leaves in the middle. One who leaves before the first word proves nothing."""
        probe = self._admit()
        try:
            yield
        except ServerFault as fault:
            self._failed(str(fault))
            raise
        except (ModelError, GeneratorExit):
            self._succeeded()
            raise
        else:
            self._succeeded()
        finally:
            if probe:
                self._probing = False

    def begun(self) -> None:
        """The first words came: others may follow. Should this answer break, that is one failure more."""
        self._count(min(self._failures, FAILURES - 1))
        self._probing = False  # it has shown what it was to show, long before its end

    def _admit(self) -> bool:
        """Whether the question is the one that tries an open circuit. ModelUnavailable where it may not go through."""
        if self._failures < FAILURES:
            return False
        left_seconds = self._rests_until - self._clock()
        if left_seconds > 0 or self._probing:
            until = f"for another {left_seconds:.0f} s" if left_seconds > 0 else "but for one question that tries it"
            raise ModelUnavailable(f"not asked {until}, after {FAILURES} failures in a row. The last: {self._last}")
        self._probing = True
        return True

    def _failed(self, reason: str) -> None:
        self._last = reason
        self._count(self._failures + 1)
        # Who was under way when it opened does not prolong the rest.
        if self._failures >= FAILURES and self._clock() >= self._rests_until:
            self._rest_seconds = min(2 * self._rest_seconds or self._patience.rest, self._patience.longest_rest)
            self._rests_until = self._clock() + self._rest_seconds
            log.warning("the model server is left alone", seconds=self._rest_seconds, reason=reason)

    def _succeeded(self) -> None:
        self._count(0)
        self._rest_seconds = 0.0

    def _count(self, failures: int) -> None:
        self._failures = failures
        metrics.LEFT_ALONE.set(failures >= FAILURES)
