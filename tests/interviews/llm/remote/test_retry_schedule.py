"""When a request is retried, on a clock that the test controls."""

import pytest

from interviews.llm.remote.request_policy import RequestPolicy
from interviews.llm.remote.retry_schedule import MAX_ATTEMPTS, RetrySchedule
from interviews.llm.remote.server_errors import ServerError

POLICY = RequestPolicy(backoff_seconds=1.0, max_retry_after_seconds=10.0, retry_window_seconds=20.0)


def fault(retry_after_seconds: float | None = None, retryable: bool = True) -> ServerError:
    return ServerError("503", "503", retryable=retryable, retry_after_seconds=retry_after_seconds)


def retries(chance: float = 0.0, now: list[float] | None = None) -> RetrySchedule:
    return RetrySchedule(POLICY, clock=lambda: now[0] if now else 0.0, random_fraction=lambda: chance)


@pytest.mark.parametrize(("chance", "waits"), [(0.0, [0.5, 1.0, 2.0]), (1.0, [1.0, 2.0, 4.0])])
def test_delays_double_and_half_of_each_is_random(chance: float, waits: list[float]) -> None:
    tries = retries(chance)
    assert [tries.next_delay(fault()) for _ in waits] == waits


def test_the_number_of_attempts_is_limited() -> None:
    tries = retries()
    assert [tries.next_delay(fault()) is None for _ in range(MAX_ATTEMPTS)] == [False, False, False, True]


@pytest.mark.parametrize(("chance", "wait"), [(0.0, 8.0), (1.0, 10.0)])
def test_a_retry_is_never_earlier_than_retry_after(chance: float, wait: float) -> None:
    assert retries(chance).next_delay(fault(8.0)) == wait


def test_a_long_retry_after_is_not_waited_for() -> None:
    assert retries().next_delay(fault(10.5)) is None


def test_a_lasting_error_is_not_retried() -> None:
    assert retries().next_delay(fault(retryable=False)) is None


def test_no_attempt_starts_after_the_retry_window() -> None:
    now = [0.0]
    tries = retries(now=now)
    now[0] = 19.0
    assert tries.next_delay(fault()) == 0.5
    assert tries.next_delay(fault(2.0)) is None
