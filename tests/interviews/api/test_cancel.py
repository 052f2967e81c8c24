"""Stopping a question: who may, more than once, and what is reported afterwards."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from interviews import jobs, services
from interviews.models import Generation, Interview
from tests.interviews.scenes import RECORD, asked, claim, started, turn_of

from .scenes import Candidate, database, refusal

pytestmark = pytest.mark.django_db


def failure(candidate: Candidate) -> Any:
    return candidate.get().json()["turns"][-1].get("failure")


def stop_as_staff(*interviews: Interview) -> None:
    """Stop the question with the action of the admin's list."""
    admin = Client()
    admin.force_login(User.objects.create_superuser(f"boss {User.objects.count()}"))
    chosen = {"action": "stop_questions", "_selected_action": [interview.pk for interview in interviews]}
    assert admin.post(reverse("admin:interviews_interview_changelist"), chosen).status_code == 302


def test_stopping_a_queued_question_fails_it_at_once_and_names_who_stopped_it() -> None:
    candidate = Candidate(started())
    reply = candidate.post("cancel", {"turn": 1})
    assert (reply.status_code, reply.json()) == (202, {"turn": 1})
    assert candidate.get().json()["turns"][0]["status"] == "failed"
    message = "You stopped this question."
    assert failure(candidate) == {"code": "cancelled", "message": message, "retryable": True, "by": "candidate"}


def test_a_stop_by_staff_is_explained_in_the_interviews_language() -> None:
    candidate = Candidate(started("ko"))
    stop_as_staff(candidate.interview)
    with override("ko"):
        from interviews.record.closing import CANCELLED_BY

        message = str(CANCELLED_BY["staff"])
    assert (failure(candidate)["by"], failure(candidate)["message"]) == ("staff", message)


def test_stopping_a_running_question_flags_it_and_its_worker_ends_it() -> None:
    candidate = Candidate(started())
    turn = claim()
    assert candidate.post("cancel", {"turn": 1}).status_code == 202
    assert candidate.get().json()["turns"][0]["status"] == "running"
    assert failure(candidate) is None
    assert jobs.cancelled_by(turn.generation_id) == "candidate"
    jobs.fail(turn, jobs.CANCELLED, "cancelled while it was written", RECORD)
    assert failure(candidate)["by"] == "candidate"


@pytest.mark.parametrize("claimed", [False, True])
def test_the_first_of_several_stops_counts(claimed: bool) -> None:
    candidate = Candidate(started())
    if claimed:
        claim()
    candidate.post("cancel", {"turn": 1})
    before = database()
    assert candidate.post("cancel", {"turn": 1}).status_code == 202
    stop_as_staff(candidate.interview)
    assert database() == before
    assert turn_of(candidate.interview).cancel_by == "candidate"
    assert Generation.objects.filter(turn__interview=candidate.interview).count() == 1


def test_a_stop_that_comes_too_late_changes_nothing() -> None:
    candidate = Candidate(asked())
    before = database()
    assert candidate.post("cancel", {"turn": 1}).status_code == 202
    stop_as_staff(candidate.interview)
    assert database() == before


def test_an_unknown_turn_cannot_be_stopped() -> None:
    assert refusal(Candidate(started()).post("cancel", {"turn": 2})) == (409, "wrong_turn")


def test_a_stopped_question_can_be_retried() -> None:
    candidate = Candidate(started())
    candidate.post("cancel", {"turn": 1})
    assert candidate.post("retry", {"turn": 1}).status_code == 202
    assert failure(candidate) is None
    services.save_question(claim(), "Why?", RECORD)
    assert [turn["status"] for turn in candidate.get().json()["turns"]] == ["asked"]
    assert "failure" not in candidate.get().json()["turns"][0]


def test_a_question_that_nobody_stopped_names_nobody() -> None:
    candidate = Candidate(started())
    jobs.fail(claim(), "timeout", "not done", RECORD)
    assert failure(candidate) == {
        "code": "timeout", "message": "The interviewer took too long over this question.", "retryable": True, "by": ""
    }  # fmt: skip
