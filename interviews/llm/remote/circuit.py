"""The circuit breaker of a model server."""

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
    """Refuses questions for a while after failures in a row.

    It counts questions, each after its retries. After the rest, the next candidate's question is the probe.
    """

    def __init__(self, policy: RequestPolicy, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` returns seconds."""
        self._last = ""
        self._breaker = CircuitBreaker(
            "model server",
            first_rest_seconds=policy.first_rest_seconds,
            longest_rest_seconds=policy.longest_rest_seconds,
            on_change=metrics.CIRCUIT_OPEN.set,
            clock=clock,
        )

    @contextmanager
    def question(self) -> Iterator[None]:
        """Wrap one question. Raise ModelUnavailable if it may not be sent.

        A ServerError is a failure. A refused request shows that the server works, and so does a reader who leaves in
        the middle of an answer. A reader who leaves before the first word proves nothing.
        """
        is_probe = self._admit()
        try:
            yield
        except ServerError as error:
            self._failed(str(error))
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
        """Note that the first words arrived, and let other questions follow. The answer may still fail."""
        self._breaker.begun()

    def _admit(self) -> bool:
        try:
            return self._breaker.admit()
        except CircuitOpen as error:
            left = error.left_seconds
            until = f"for another {left:.0f} s" if left else "except by one question that tests it"
            raise ModelUnavailable(
                f"not asked {until}, after {FAILURES} failures in a row. The last: {self._last}"
            ) from None

    def _failed(self, reason: str) -> None:
        self._last = reason
        if rest_seconds := self._breaker.failed():
            log.warning("circuit of the model server open", seconds=rest_seconds, reason=reason)
