"""Who may write a turn's state. Runs on SQLite here and on PostgreSQL through test_postgresql.py."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from interviews import jobs, services
from interviews.interviewer.prompts import Ask, Move
from interviews.models import Generation, Interview, Turn

from .scenes import LEASE, MODEL, RAN_OUT, RECORD, ask_next, asked, claim, lose_worker, started, turn_of

pytestmark = pytest.mark.django_db

Outcome, Status = Generation.Outcome, Turn.Status


def test_nothing_is_claimed_if_nothing_waits() -> None:
    assert jobs.claim("w1", LEASE, MODEL) is None


def test_a_claim_makes_the_attempt_that_holds_the_turn() -> None:
    interview = started()
    turn = claim("w1")
    made = turn.generation
    assert (turn.interview, turn.number, turn.status) == (interview, 1, Status.RUNNING)
    assert (made.attempt, made.worker, made.outcome, made.model) == (1, "w1", Outcome.RUNNING, "random.gguf")
    assert made.claimed_at >= made.queued_at


def test_a_claimed_turn_is_not_claimed_again_while_its_lease_lasts() -> None:
    started()
    claim()
    assert jobs.claim("w2", LEASE, MODEL) is None


def test_the_turn_that_has_waited_longest_is_claimed_first() -> None:
    first, second = started(), started()
    Turn.objects.filter(interview=second).update(queued_at=turn_of(first).queued_at - timedelta(seconds=5))
    assert [claim().interview, claim().interview] == [second, first]


def test_practice_interviews_come_after_those_of_candidates() -> None:
    practice, candidate = started(), started()
    Interview.objects.filter(pk=practice.pk).update(practice=True)
    assert [claim().interview, claim().interview] == [candidate, practice]


def test_a_turn_whose_lease_ran_out_is_taken_over_under_a_higher_epoch() -> None:
    started()
    first = claim("w1", lease=RAN_OUT).generation
    second = claim("w2").generation
    first.refresh_from_db()
    assert (second.attempt, second.worker) == (2, "w2")
    assert second.pk > first.pk
    assert first.outcome == Outcome.LOST
    assert first.ended_at is not None


def test_a_zombie_can_neither_renew_nor_finish_nor_fail_nor_hand_back() -> None:
    started()
    zombie = claim("w1", lease=RAN_OUT)
    holder = claim("w2")
    assert not jobs.renew(zombie.generation_id, LEASE)
    assert not jobs.finish(zombie, "late", RECORD)
    assert not jobs.fail(zombie, "internal", "late", RECORD)
    assert not jobs.hand_back(zombie)
    holder.refresh_from_db()
    assert (holder.status, holder.question) == (Status.RUNNING, "")
    assert jobs.renew(holder.generation_id, LEASE)


def test_a_renewed_lease_keeps_others_away() -> None:
    started()
    turn = claim(lease=RAN_OUT)
    assert jobs.renew(turn.generation_id, LEASE)
    assert jobs.claim("w2", LEASE, MODEL) is None


def test_a_question_whose_workers_die_three_times_fails() -> None:
    interview = started()
    for _ in range(3):
        claim(lease=RAN_OUT)
    assert jobs.claim("w4", LEASE, MODEL) is None
    turn = turn_of(interview)
    assert turn.status == Status.FAILED
    assert turn.generation is not None
    assert (turn.generation.failure_code, turn.generation.last_offset) == ("internal", 1)
    assert list(Generation.objects.order_by("pk").values_list("attempt", "outcome")) == [
        (1, Outcome.LOST), (2, Outcome.LOST), (3, Outcome.LOST), (4, Outcome.FAILED),
    ]  # fmt: skip


def test_after_a_retry_the_dead_workers_no_longer_count() -> None:
    interview = started()
    for _ in range(3):
        claim(lease=RAN_OUT)
    jobs.claim("w4", LEASE, MODEL)
    jobs.retry(turn := turn_of(interview), turn.ask)
    claim(lease=RAN_OUT)
    assert claim().generation.attempt == 6


def test_a_hand_back_does_not_count_as_a_death() -> None:
    started()
    for _ in range(5):
        assert jobs.hand_back(claim())
    assert claim().lost_attempts == 0


def test_a_turn_handed_back_is_claimed_again_by_anyone() -> None:
    started()
    turn = claim("w1")
    assert jobs.hand_back(turn)
    again = claim("w2")
    assert (again.pk, again.generation.attempt) == (turn.pk, 2)
    assert Generation.objects.get(attempt=1).outcome == Outcome.HANDED_BACK


def test_a_finished_question_is_saved_once() -> None:
    interview = started()
    turn = claim()
    assert jobs.finish(turn, "Why Python?", RECORD)
    assert not jobs.finish(turn, "Again?", RECORD)
    turn = turn_of(interview)
    made = Generation.objects.get()
    assert (turn.status, turn.question, turn.lease_expires_at) == (Status.ASKED, "Why Python?", None)
    assert (made.outcome, made.last_offset, made.prompt_tokens, made.finish_reason) == (Outcome.DONE, 3, 100, "stop")
    assert made.total_ms is not None


def test_a_failed_question_records_why_and_can_be_retried() -> None:
    interview = started()
    assert jobs.fail(claim(), "empty", "the model wrote nothing" * 50, RECORD)
    failed = Generation.objects.get()
    assert (failed.outcome, failed.failure_code, len(failed.failure_reason)) == (Outcome.FAILED, "empty", 300)
    jobs.retry(turn := turn_of(interview), turn.ask)
    assert claim().generation.attempt == 2


def test_only_a_failed_question_can_be_retried() -> None:
    interview = started()
    with pytest.raises(jobs.Conflict):
        jobs.retry(turn := turn_of(interview), turn.ask)
    ask_next()
    with pytest.raises(jobs.Conflict):
        jobs.retry(turn := turn_of(interview), turn.ask)


def test_a_queued_question_is_cancelled_at_once() -> None:
    interview = started()
    failed = jobs.cancel(turn_of(interview), "candidate")
    turn = turn_of(interview)
    assert failed is not None
    assert (turn.status, turn.generation, turn.cancel_by) == (Status.FAILED, failed, "candidate")
    assert failed.failure_code == "cancelled"
    assert jobs.claim("w1", LEASE, MODEL) is None


def test_a_running_question_is_marked_for_its_worker() -> None:
    interview = started()
    turn = claim()
    assert jobs.cancel(turn_of(interview), "staff") is None
    assert jobs.cancelled_by(turn.generation_id) == "staff"
    assert turn_of(interview).status == Status.RUNNING


def test_a_second_cancel_changes_nothing() -> None:
    interview = started()
    turn = claim()
    jobs.cancel(turn_of(interview), "staff")
    assert jobs.cancel(turn_of(interview), "candidate") is None
    assert jobs.cancelled_by(turn.generation_id) == "staff"


def test_a_cancel_after_the_end_changes_nothing() -> None:
    interview = asked()
    assert jobs.cancel(turn_of(interview), "candidate") is None
    assert (turn_of(interview).status, turn_of(interview).cancel_by) == (Status.ASKED, "")


def test_a_cancelled_turn_whose_worker_died_fails_instead_of_being_asked() -> None:
    interview = started()
    turn = claim()
    jobs.cancel(turn, "candidate")
    lose_worker(turn)
    assert jobs.claim("w2", LEASE, MODEL) is None
    turn = turn_of(interview)
    assert turn.status == Status.FAILED
    assert turn.generation is not None
    assert turn.generation.failure_code == "cancelled"


def test_a_cancelled_question_that_is_retried_is_no_longer_cancelled() -> None:
    interview = started()
    jobs.cancel(turn_of(interview), "candidate")
    jobs.retry(turn := turn_of(interview), turn.ask)
    assert jobs.cancelled_by(claim().generation_id) == ""


def test_an_answer_is_accepted_once_and_only_for_an_asked_question() -> None:
    interview = started()
    with pytest.raises(jobs.Conflict):
        jobs.reply(turn_of(interview), Status.ANSWERED, "early")
    ask_next()
    jobs.reply(turn_of(interview), Status.ANSWERED, "in time")
    for status in Turn.REPLIED:
        with pytest.raises(jobs.Conflict):
            jobs.reply(turn_of(interview), status, "again")
    assert turn_of(interview).answer == "in time"


def test_an_ended_attempt_is_swept_until_it_is_published() -> None:
    interview = asked()
    [ended] = jobs.unpublished(timedelta(0))
    assert ended.turn.interview == interview
    assert not jobs.unpublished(timedelta(seconds=60))
    jobs.mark_published(ended.pk)
    assert not jobs.unpublished(timedelta(0))


# The database's constraints


def test_an_interview_has_one_open_turn() -> None:
    interview = started()
    with pytest.raises(IntegrityError), transaction.atomic():
        jobs.queue(interview, 2, Ask("Python", Move.OPEN))


@pytest.mark.parametrize("status", Turn.OVER)
def test_a_turn_that_is_over_lets_the_next_one_begin(status: Turn.Status) -> None:
    interview = asked()
    Turn.objects.filter(interview=interview).update(status=status)
    assert jobs.queue(interview, 2, Ask("Python", Move.OPEN)).number == 2


def test_a_turn_number_is_unique_in_an_interview() -> None:
    interview = asked()
    services.answer(interview, 1, "Enough said about that.")
    Turn.objects.filter(interview=interview, number=2).update(status=Status.ANSWERED)
    with pytest.raises(IntegrityError), transaction.atomic():
        jobs.queue(interview, 2, Ask("Python", Move.OPEN))


def test_a_running_turn_has_a_lease() -> None:
    interview = started()
    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.objects.filter(interview=interview).update(status=Status.RUNNING)


def test_an_attempt_number_is_unique_in_a_turn() -> None:
    started()
    turn = claim()
    with pytest.raises(IntegrityError), transaction.atomic():
        Generation.objects.create(turn=turn, attempt=1, worker="w", queued_at=turn.queued_at)
