"""Of concurrent callers one wins. Runs on SQLite here and on PostgreSQL through test_postgresql.py."""

import random
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection

from interviews import jobs, services
from interviews.models import Generation, Turn

from .scenes import LEASE, MODEL, RAN_OUT, RECORD, asked, claim, ready, started, turn_of

pytestmark = pytest.mark.django_db(transaction=True)

Outcome, Status = Generation.Outcome, Turn.Status
WORKERS = 8


def in_threads(count: int, work: Callable[[int], Any]) -> list[Any]:
    """Run `work` in `count` threads at the same moment, each with its own database connection."""
    together = threading.Barrier(count)

    def run(number: int) -> Any:
        try:
            together.wait(10)
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_of_workers_that_claim_a_turn_concurrently_one_wins() -> None:
    started()
    claimed = in_threads(WORKERS, lambda number: jobs.claim(f"w{number}", LEASE, MODEL))
    [winner] = [turn for turn in claimed if turn]
    assert Generation.objects.get().worker == winner.generation.worker


def test_workers_that_claim_many_turns_concurrently_take_each_once() -> None:
    interviews = [started().pk for _ in range(2 * WORKERS)]
    claimed = in_threads(WORKERS, lambda n: [jobs.claim(f"w{n}-{i}", LEASE, MODEL) for i in range(3)])
    taken = [turn.interview_id for turns in claimed for turn in turns if turn]
    assert sorted(taken) == interviews
    assert Generation.objects.count() == 2 * WORKERS


def test_of_workers_that_take_over_an_abandoned_turn_concurrently_one_wins() -> None:
    started()
    claim(lease=RAN_OUT)
    claimed = in_threads(WORKERS, lambda number: jobs.claim(f"w{number}", LEASE, MODEL))
    assert [turn.generation.attempt for turn in claimed if turn] == [2]


def test_an_answer_sent_twice_concurrently_queues_one_question() -> None:
    interview = asked()
    numbers = in_threads(WORKERS, lambda _: services.answer(interview, 1, "The same words."))
    assert numbers == [2] * WORKERS
    assert interview.turns.count() == 2


def test_of_different_answers_sent_concurrently_one_is_saved() -> None:
    interview = asked()

    def send(number: int) -> str:
        try:
            services.answer(interview, 1, f"Answer {number}.")
        except services.Rejected as rejected:
            return rejected.code
        return f"Answer {number}."

    kept = turn_of(interview)
    results = in_threads(WORKERS, send)
    kept.refresh_from_db()
    assert sorted(results) == sorted([kept.answer] + ["answered"] * (WORKERS - 1))


def test_a_start_from_two_tabs_concurrently_asks_one_question() -> None:
    interview = ready()
    assert in_threads(WORKERS, lambda _: services.start(interview)) == [1] * WORKERS
    assert interview.turns.count() == 1


def test_a_cancel_concurrent_with_a_claim_stops_the_question_either_way() -> None:
    interview = started()

    def act(number: int) -> Any:
        return jobs.claim("w", LEASE, MODEL) if number else jobs.cancel(turn_of(interview), "candidate")

    failed, claimed = in_threads(2, act)
    turn = turn_of(interview)
    if claimed:
        assert failed is None
        assert jobs.cancelled_by(claimed.generation_id) == "candidate"
    else:
        assert (turn.status, turn.generation) == (Status.FAILED, failed)


class Mortal:
    """A worker that either finishes its turn, or sleeps past its lease and then tries to finish."""

    def __init__(self, number: int) -> None:
        self._name = f"w{number}"
        self._chance = random.Random(number)
        self._overslept: list[Turn] = []
        self.claimed: list[int] = []
        self.finished: list[int] = []

    def work(self) -> None:
        while Turn.objects.exclude(status=Status.ASKED).exists():
            if self._chance.random() < 0.2:
                self._wake_up()
            oversleeps = self._chance.random() < 0.7
            turn = jobs.claim(self._name, RAN_OUT if oversleeps else LEASE, MODEL)
            if turn is None:
                self._ask_again()
                continue
            self.claimed.append(turn.generation_id)
            if oversleeps:
                self._overslept.append(turn)
            else:
                self._finish(turn)
        self._wake_up()

    def _wake_up(self) -> None:
        """Finish a turn without looking at the lease: one that is no longer held cannot be finished."""
        while self._overslept:
            self._finish(self._overslept.pop())

    def _finish(self, turn: Turn) -> None:
        if jobs.finish(turn, f"by {turn.generation_id}", RECORD):
            self.finished.append(turn.generation_id)

    def _ask_again(self) -> None:
        for turn in Turn.objects.filter(status=Status.FAILED):
            with suppress(jobs.Conflict):  # another thread was first
                jobs.retry(turn, turn.ask)


def test_if_workers_sleep_past_their_leases_each_question_is_asked_once_and_every_attempt_recorded() -> None:
    turns = [turn_of(started()) for _ in range(2 * WORKERS)]
    workers = [Mortal(number) for number in range(WORKERS)]
    in_threads(WORKERS, lambda number: workers[number].work())
    claimed = [pk for worker in workers for pk in worker.claimed]
    finished = [pk for worker in workers for pk in worker.finished]

    assert len(claimed) == len(set(claimed))
    assert sorted(finished) == ids(Outcome.DONE)
    assert sorted(set(claimed) - set(finished)) == ids(Outcome.LOST), "lost, and none still running"
    assert Counter(Generation.objects.filter(pk__in=finished).values_list("turn", flat=True)) == Counter(
        turn.pk for turn in turns
    )
    for turn in turns:
        turn.refresh_from_db()
        assert (turn.status, turn.question) == (Status.ASKED, f"by {turn.generation_id}")
        attempts = turn.generations.order_by("pk").values_list("attempt", flat=True)
        assert list(attempts) == list(range(1, len(attempts) + 1))


def ids(outcome: str) -> list[int]:
    return list(Generation.objects.filter(outcome=outcome).order_by("pk").values_list("pk", flat=True))
