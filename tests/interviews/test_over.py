"""A page that is still open when its interview is cancelled or paused: it changes nothing any more."""

from collections.abc import Callable
from typing import Any

import pytest

from interviews import jobs, services
from interviews.models import Interview, Turn
from interviews.services import Rejected

from .scenes import RECORD, asked, claim, started, turn_of

pytestmark = pytest.mark.django_db

Status = Interview.Status
REPLIES: dict[str, Callable[[Interview], Any]] = {
    "answer": lambda interview: services.answer(interview, 1, "We use Redis."),
    "skip": lambda interview: services.skip(interview, 1),
    "rephrase": lambda interview: services.rephrase(interview, 1),
}


def end(interview: Interview, status: Any) -> None:
    """Change the status as another process would: the page's own copy does not know."""
    Interview.objects.filter(pk=interview.pk).update(status=status)


@pytest.mark.parametrize("reply", REPLIES)
@pytest.mark.parametrize("status", [Status.CANCELLED, Status.PAUSED, Status.EXPIRED, Status.FINISHED])
def test_a_reply_is_refused_and_changes_nothing(reply: str, status: Any) -> None:
    interview = asked()
    end(interview, status)
    with pytest.raises(Rejected, match=r"^over$"):
        REPLIES[reply](interview)
    turn = turn_of(interview)
    assert (turn.status, turn.answer, interview.turns.count()) == (Turn.Status.ASKED, "", 1)


def test_an_answer_that_was_accepted_before_is_still_confirmed() -> None:
    interview = asked()
    services.answer(interview, 1, "We use Redis.")
    end(interview, Status.CANCELLED)
    assert services.answer(interview, 1, "We use Redis.") == 2


def test_a_failed_question_is_not_asked_again() -> None:
    interview = started()
    jobs.fail(claim(), "timeout", "", RECORD)
    end(interview, Status.CANCELLED)
    with pytest.raises(Rejected, match=r"^over$"):
        services.retry(interview, 1)
    assert turn_of(interview).status == Turn.Status.FAILED


def test_no_worker_reads_the_draft() -> None:
    interview = asked()
    end(interview, Status.PAUSED)
    interview.refresh_from_db()
    with pytest.raises(Rejected, match=r"^wrong_turn$"):
        services.draft(interview, 1, "We use")
