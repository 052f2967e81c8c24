"""Attempts whose question is refused or comes from the bank. Also run on PostgreSQL, by test_postgresql.py."""

from dataclasses import replace
from datetime import timedelta

import pytest

from interviews import conversation, jobs
from interviews.interviewer.events import Refusal
from interviews.interviewer.prompts import Ask, Move
from interviews.models import Generation, Instructions, Turn
from interviews.record import snapshot
from tests.interviews.scenes import LEASE, MODEL, RAN_OUT, RECORD, claim, ready, started, turn_of

pytestmark = pytest.mark.django_db

Outcome, Status = Generation.Outcome, Turn.Status

REFUSED = Refusal("forbidden", "family", "Are you married?")


def refuse(turn: Turn) -> bool:
    record = replace(RECORD, last_offset=None, instructions="You ask.")
    return jobs.ask_again(turn, REFUSED, record, lease=LEASE, model=MODEL | {"sampling": {"seed": 8}})


def test_a_refused_question_is_asked_again_by_its_worker_under_a_higher_epoch() -> None:
    started()
    turn = claim("w1")
    refused = turn.generation
    assert refuse(turn)
    refused.refresh_from_db()
    assert (refused.outcome, refused.failure_code, refused.discarded_text) == (
        Outcome.REFUSED, "forbidden", "Are you married?",
    )  # fmt: skip
    assert turn.generation.pk > refused.pk
    assert (turn.generation.attempt, turn.generation.worker, turn.generation.sampling) == (2, "w1", {"seed": 8})
    assert jobs.renew(turn.generation.pk, LEASE) and not jobs.renew(refused.pk, LEASE)
    assert jobs.claim("w2", LEASE, MODEL) is None


def test_a_refusal_is_no_lost_attempt() -> None:
    interview = started()
    turn = claim()
    assert refuse(turn) and refuse(turn)
    assert jobs.refusals(turn) == 2
    assert turn_of(interview).lost_attempts == 0
    assert jobs.finish(turn, "Why Python?", RECORD)


def test_refusals_count_from_the_last_retry_on() -> None:
    interview = started()
    turn = claim()
    assert refuse(turn)
    jobs.fail(turn, "timeout", "", RECORD)
    jobs.retry(turn := turn_of(interview), turn.ask)
    assert jobs.refusals(claim()) == 0


def test_a_worker_that_lost_the_turn_cannot_ask_it_again() -> None:
    started()
    zombie = claim("w1", lease=RAN_OUT)
    holder = claim("w2")
    assert not refuse(zombie)
    assert jobs.renew(holder.generation.pk, LEASE)


def test_a_refused_attempt_is_neither_the_last_closed_nor_unpublished() -> None:
    interview = started()
    turn = claim()
    assert refuse(turn)
    assert snapshot.last_closed(interview) is None
    assert not jobs.unpublished(timedelta(0))


def test_a_refused_question_is_asked_again_for_what_was_decided_when_it_was_queued() -> None:
    interview = ready()
    jobs.queue(interview, 1, Ask("Python", Move.CLOSE))
    turn = claim()
    assert refuse(turn)
    assert conversation.turn_context(turn).ask == Ask("Python", Move.CLOSE)
    assert jobs.finish(turn, "Thank you.", RECORD)
    kept = turn_of(interview)
    assert (kept.kind, kept.topic, kept.status) == ("close", "Python", Status.CLOSED)


def test_instructions_are_kept_once() -> None:
    for _ in range(2):
        started()
        turn = claim()
        assert jobs.finish(turn, "Why?", replace(RECORD, instructions="You ask."))
    assert [kept.text for kept in Instructions.objects.all()] == ["You ask."]
    assert Generation.objects.filter(instructions__text="You ask.").count() == 2


def test_the_banks_attempt_names_no_model() -> None:
    started()
    turn = claim()
    assert jobs.finish(turn, "Why?", replace(RECORD, by_bank=True))
    made = Generation.objects.get(pk=turn.generation.pk)
    assert (made.source, made.model, made.sampling) == ("bank", "", {})
