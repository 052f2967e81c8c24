"""A turn goes first to the worker that has its interview in its cache. Runs on SQLite here and on PostgreSQL through
test_postgresql.py."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import redis
from django.conf import settings
from django.db.models.functions import Now

from interviews import jobs, services
from interviews.composition import current
from interviews.interviewer.prompts import Ask, Move
from interviews.models import Interview, Turn
from interviews.models.turn import GRACE
from interviews.worker.resources import WorkerResources
from interviews.worker.worker import AFTER_GRACE_SECONDS, LOOK_SECONDS, Worker
from tests.interviews.composed import composed, unreachable
from tests.interviews.scenes import LEASE, MODEL, RAN_OUT, RECORD, asked, claim, ready, turn_of
from tests.interviews.test_claims import WORKERS, in_threads

pytestmark = pytest.mark.django_db

NEVER = timedelta(minutes=-1)  # queued a minute from now, so that the grace does not end during the test

Capture = Callable[..., list[Callable[[], None]]]


@pytest.fixture
def client() -> Iterator[redis.Redis]:
    yield current().redis
    current().redis.flushdb()


@pytest.fixture
def holder(client: redis.Redis) -> str:
    """The worker that asks the questions of scenes.py, registered as alive."""
    client.set(f"{settings.REDIS_PREFIX}turns:worker:w1", "w1", ex=10)
    return "w1"


def queued(prefers: str) -> Turn:
    return jobs.queue(ready(), 1, Ask("Python", Move.OPEN), prefers=prefers)


def wait(turn: Turn, time: timedelta) -> None:
    """Move the time of queueing back."""
    Turn.objects.filter(pk=turn.pk).update(queued_at=Now() - time)


# Claims


def test_the_worker_that_a_turn_prefers_claims_it_at_once() -> None:
    turn = queued(prefers="w1")
    assert jobs.claim("w1", LEASE, MODEL) == turn


def test_no_other_worker_claims_it_before_the_grace_is_over() -> None:
    turn = queued(prefers="w1")
    wait(turn, NEVER)
    assert jobs.claim("w2", LEASE, MODEL) is None
    wait(turn, GRACE)
    assert jobs.claim("w2", LEASE, MODEL) == turn


def test_turns_that_prefer_others_do_not_hold_up_those_behind_them() -> None:
    wait(queued(prefers="w1"), NEVER)
    open_to_all = queued(prefers="")
    assert jobs.claim("w2", LEASE, MODEL) == open_to_all
    assert jobs.claim("w2", LEASE, MODEL) is None


def test_any_worker_may_claim_a_turn_whose_worker_was_lost() -> None:
    turn = queued(prefers="w1")
    claim("w1", lease=RAN_OUT)
    assert jobs.claim("w2", LEASE, MODEL) == turn


def test_any_worker_may_claim_a_turn_that_was_handed_back() -> None:
    turn = queued(prefers="w1")
    jobs.hand_back(claim("w1"))
    assert jobs.claim("w2", LEASE, MODEL) == turn


@pytest.mark.django_db(transaction=True)
def test_of_workers_that_claim_concurrently_the_preferred_one_wins() -> None:
    turn = queued(prefers="w3")
    Turn.objects.filter(pk=turn.pk).update(queued_at=Now() + timedelta(minutes=1))  # so that the grace lasts
    claimed = in_threads(WORKERS, lambda number: jobs.claim(f"w{number}", LEASE, MODEL))
    assert [number for number, turn in enumerate(claimed) if turn] == [3]


# Which worker is preferred


def test_the_next_question_prefers_the_worker_that_asked_the_last(holder: str) -> None:
    interview = asked()
    services.answer(interview, 1, "Redis.")
    assert turn_of(interview, 2).prefers == holder


def test_a_worker_that_is_gone_is_not_preferred(client: redis.Redis) -> None:
    interview = asked()
    services.answer(interview, 1, "Redis.")
    assert turn_of(interview, 2).prefers == ""


def test_no_worker_is_preferred_if_redis_is_unreachable() -> None:
    interview = asked()
    with composed(redis_address=unreachable()):
        assert services.answer(interview, 1, "Redis.") == 2
    assert turn_of(interview, 2).prefers == ""


def second_turn(holder: str) -> Interview:
    interview = asked()
    services.answer(interview, 1, "Redis.")
    return interview


@pytest.mark.parametrize(
    ("code", "again"),
    [("cancelled", "w1"), ("empty", "w1"), ("model_unavailable", ""), ("timeout", ""), ("internal", "")],
)
def test_a_retry_prefers_the_same_worker_unless_it_was_the_workers_failure(holder: str, code: str, again: str) -> None:
    interview = second_turn(holder)
    jobs.fail(claim("w1"), code, "told by a test", RECORD)
    services.retry(interview, 2)
    assert turn_of(interview, 2).prefers == again


def test_a_retry_prefers_the_worker_that_tried_last(holder: str, client: redis.Redis) -> None:
    interview = second_turn(holder)
    wait(turn_of(interview, 2), GRACE)
    jobs.fail(claim("w2"), "cancelled", "told by a test", RECORD)
    client.set(f"{settings.REDIS_PREFIX}turns:worker:w2", "w2")
    services.retry(interview, 2)
    assert turn_of(interview, 2).prefers == "w2"


def test_a_retry_of_an_unclaimed_turn_keeps_its_preference(holder: str) -> None:
    interview = second_turn(holder)
    services.cancel(interview, 2, by="candidate")
    services.retry(interview, 2)
    assert turn_of(interview, 2).prefers == holder


# Doorbells


def test_a_ring_wakes_the_preferred_worker_and_the_others(client: redis.Redis) -> None:
    current().notices.turn_ready("w1")
    current().notices.turn_ready()
    own, shared = (f"{settings.REDIS_PREFIX}turns:ready{name}" for name in (":w1", ""))
    assert (client.llen(own), client.llen(shared)) == (1, 2)
    assert 0 < client.ttl(own) <= 60
    assert client.ttl(shared) == -1


def test_unheard_rings_do_not_pile_up(client: redis.Redis) -> None:
    for _ in range(120):
        current().notices.turn_ready("w1")
    assert client.llen(f"{settings.REDIS_PREFIX}turns:ready:w1") == 100


def test_an_answer_rings_for_the_worker_it_prefers(
    holder: str, client: redis.Redis, django_capture_on_commit_callbacks: Capture
) -> None:
    interview = asked()
    with django_capture_on_commit_callbacks(execute=True):
        services.answer(interview, 1, "Redis.")
    assert client.llen(f"{settings.REDIS_PREFIX}turns:ready:{holder}") == 1


# When a worker looks again


def test_a_worker_that_was_rung_for_anothers_turn_looks_again_right_after_the_grace() -> None:
    resources = WorkerResources(backend=None, speaker=None, log=None, lease=LEASE)  # type: ignore[arg-type]
    worker = Worker(resources, redis=None, prefix="", concurrency=1, grace_seconds=1)  # type: ignore[arg-type]
    worker.plan_looks(looked_at=0, rung_for_nothing=False)
    assert worker.look_in_seconds() == LOOK_SECONDS
    worker.plan_looks(looked_at=0, rung_for_nothing=True)
    assert 0 < worker.look_in_seconds() <= AFTER_GRACE_SECONDS < LOOK_SECONDS
