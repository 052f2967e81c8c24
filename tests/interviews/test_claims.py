"""Who wins where many try at once. Runs on SQLite here and on PostgreSQL through test_postgresql.py."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from interviews import jobs, services
from interviews.models import Generation, Turn

from .scenes import LEASE, MODEL, RAN_OUT, asked, claim, ready, started, turn_of

pytestmark = pytest.mark.django_db(transaction=True)

Outcome, Status = Generation.Outcome, Turn.Status


def in_threads(count: int, work: Callable[[int], Any]) -> list[Any]:
    """Run `work` in that many threads at the same moment, each with a database connection of its own."""
    together = threading.Barrier(count)

    def run(number: int) -> Any:
        try:
            together.wait(10)
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_of_workers_that_claim_one_turn_at_once_one_wins() -> None:
    started()
    claimed = in_threads(4, lambda number: jobs.claim(f"w{number}", LEASE, MODEL))
    [winner] = [turn for turn in claimed if turn]
    assert Generation.objects.get().worker == winner.generation.worker


def test_workers_that_claim_many_turns_at_once_take_each_once() -> None:
    interviews = [started().pk for _ in range(8)]
    claimed = in_threads(4, lambda n: [jobs.claim(f"w{n}-{i}", LEASE, MODEL) for i in range(3)])
    taken = [turn.interview_id for turns in claimed for turn in turns if turn]
    assert sorted(taken) == interviews
    assert Generation.objects.count() == 8


def test_of_workers_that_take_over_one_abandoned_turn_at_once_one_wins() -> None:
    started()
    claim(lease=RAN_OUT)
    claimed = in_threads(4, lambda number: jobs.claim(f"w{number}", LEASE, MODEL))
    assert [turn.generation.attempt for turn in claimed if turn] == [2]


def test_an_answer_that_is_sent_twice_at_once_queues_one_question() -> None:
    interview = asked()
    numbers = in_threads(4, lambda _: services.answer(interview, 1, "The same words."))
    assert numbers == [2, 2, 2, 2]
    assert interview.turns.count() == 2


def test_of_different_answers_that_are_sent_at_once_one_stays() -> None:
    interview = asked()

    def send(number: int) -> str:
        try:
            services.answer(interview, 1, f"Answer {number}.")
        except services.Rejected as rejected:
            return rejected.code
        return f"Answer {number}."

    kept = turn_of(interview)
    results = in_threads(4, send)
    kept.refresh_from_db()
    assert sorted(results) == sorted([kept.answer, "answered", "answered", "answered"])


def test_a_start_from_two_tabs_at_once_asks_one_question() -> None:
    interview = ready()
    assert in_threads(4, lambda _: services.start(interview)) == [1, 1, 1, 1]
    assert interview.turns.count() == 1


def test_a_cancel_beside_a_claim_stops_the_question_either_way() -> None:
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
