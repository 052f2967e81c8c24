"""Whether a model server is worth asking: not for a while after failures in a row."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog

from interviews.llm import metrics
from interviews.llm.errors import ModelError, ModelUnavailable
from streaming.circuit_breaker import FAILURES, CircuitBreaker, CircuitOpen

from .request_policy import RequestPolicy
from .server_errors import ServerError

log = structlog.get_logger(__name__)


class QuestionCircuit:
    """The circuit breaker of a model server. It counts questions, each after its retries, and the next candidate's
    question is the probe."""

    def __init__(self, patience: RequestPolicy, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` is in seconds."""
        self._last = ""
        self._breaker = CircuitBreaker(
            "model server",
            first_rest_seconds=patience.rest,
            longest_rest_seconds=patience.longest_rest,
            on_change=metrics.LEFT_ALONE.set,
            clock=clock,
        )

    @contextmanager
    def question(self) -> Iterator[None]:
        """Wrap one question. Raise ModelUnavailable if it may not be sent.

        A ServerError is a failure. A refusal shows that the server answers, and so does a reader who leaves in the
        middle; one who leaves before the first word proves nothing.
        """
        is_probe = self._admit()
        try:
            yield
        except ServerError as fault:
            self._failed(str(fault))
            raise
        except (ModelError, GeneratorExit):
            self._breaker.succeeded()
            raise
        else:
            self._breaker.succeeded()
        finally:
            if is_probe:
                self._breaker.leave()

    def begun(self) -> None:
        """Note that the first words came: others may follow. Should this answer break, that is one failure more."""
        self._breaker.begun()

    def _admit(self) -> bool:
        try:
            return self._breaker.admit()
        except CircuitOpen as error:
            left = error.left_seconds
            until = f"for another {left:.0f} s" if left else "but for one question that tries it"
            raise ModelUnavailable(
                f"not asked {until}, after {FAILURES} failures in a row. The last: {self._last}"
            ) from None

    def _failed(self, reason: str) -> None:
        self._last = reason
        if rest_seconds := self._breaker.failed():
            log.warning("the model server is left alone", seconds=rest_seconds, reason=reason)
