"""When a request is sent again, by a clock of the test's."""

import pytest

from interviews.llm.remote.patience import Patience
from interviews.llm.remote.refusals import ServerFault
from interviews.llm.remote.retries import TRIES, Retries

PATIENCE = Patience(retry=1.0, longest_retry=10.0, retrying=20.0)


def fault(retry_after_seconds: float | None = None, passing: bool = True) -> ServerFault:
    return ServerFault("503", "503", passing=passing, retry_after_seconds=retry_after_seconds)


def retries(chance: float = 0.0, now: list[float] | None = None) -> Retries:
    return Retries(PATIENCE, clock=lambda: now[0] if now else 0.0, chance=lambda: chance)


@pytest.mark.parametrize(("chance", "waits"), [(0.0, [0.5, 1.0, 2.0]), (1.0, [1.0, 2.0, 4.0])])
def test_each_wait_is_twice_the_last_and_half_of_it_is_chance(chance: float, waits: list[float]) -> None:
    tries = retries(chance)
    assert [tries.seconds_after(fault()) for _ in waits] == waits


def test_there_is_an_end_of_trying() -> None:
    tries = retries()
    assert [tries.seconds_after(fault()) is None for _ in range(TRIES)] == [False, False, False, True]


@pytest.mark.parametrize(("chance", "wait"), [(0.0, 8.0), (1.0, 10.0)])
def test_a_server_is_never_asked_sooner_than_it_said(chance: float, wait: float) -> None:
    assert retries(chance).seconds_after(fault(8.0)) == wait


def test_who_is_told_to_wait_too_long_does_not_wait() -> None:
    assert retries().seconds_after(fault(10.5)) is None


def test_what_does_not_pass_is_not_tried_again() -> None:
    assert retries().seconds_after(fault(passing=False)) is None


def test_no_try_begins_after_the_time_for_trying() -> None:
    now = [0.0]
    tries = retries(now=now)
    now[0] = 19.0
    assert tries.seconds_after(fault()) == 0.5
    assert tries.seconds_after(fault(2.0)) is None
