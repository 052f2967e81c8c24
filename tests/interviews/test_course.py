"""What staff change about an interview's course, from which states, and what the candidate notices."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db.models import F
from django.test import Client
from django.utils import timezone

from interviews import demo, services
from interviews.models import Interview, Position
from interviews.services import Rejected, course
from tests.interviews.scenes import SAID, asked, finished, ready, started, turn_of

pytestmark = pytest.mark.django_db


def invited() -> Interview:
    interview = services.create_interview(demo.position("en"), "Kim")
    services.make_invitation(interview)
    return interview


def cancelled(interview: Interview) -> bool:
    services.cancel_interview(interview, User.objects.create_user("boss"))
    return True


def now(interview: Interview) -> str:
    return Interview.objects.values_list("status", flat=True).get(pk=interview.pk)


def test_an_extended_invitation_is_valid_longer_by_the_same_link(client: Client) -> None:
    interview = invited()
    link, before = services.invitation_link(interview), interview.invitation_expires_at
    assert before and course.extend(interview, 3)
    interview.refresh_from_db()
    assert interview.invitation_expires_at == before + timedelta(days=3)
    Interview.objects.update(invitation_expires_at=timezone.now() - timedelta(days=1))
    assert client.get(link[link.index("/i/") :]).status_code == 410
    assert (now(interview), course.extend(interview, 1), now(interview)) == ("expired", True, "invited")
    assert client.get(link[link.index("/i/") :]).status_code == 200


def test_a_revoked_invitation_opens_nothing_until_it_is_extended(client: Client) -> None:
    interview = invited()
    link = services.invitation_link(interview)
    assert course.revoke(interview)
    assert client.get(link[link.index("/i/") :]).status_code == 410
    assert not course.revoke(interview)
    assert course.extend(interview, 1)
    assert client.get(link[link.index("/i/") :]).status_code == 200


def test_a_paused_interview_takes_no_answer_until_it_is_resumed() -> None:
    interview = asked()
    assert course.pause(interview)
    with pytest.raises(Rejected, match="over"):
        services.answer(interview, 1, SAID)
    assert turn_of(interview).answer == ""
    assert course.resume(interview)
    assert services.answer(interview, 1, SAID) == 2


@pytest.mark.parametrize(("stop", "go_on"), [(course.pause, course.resume), (cancelled, course.reopen)])
def test_no_time_runs_while_an_interview_is_paused_or_cancelled(
    stop: Callable[[Interview], bool], go_on: Callable[[Interview], bool]
) -> None:
    interview = asked()
    Position.objects.update(time_limit_minutes=10)
    Interview.objects.update(frozen=None)
    interview = Interview.objects.get()
    begun, hour = interview.started_at, timedelta(hours=1)
    assert begun and stop(interview)
    Interview.objects.update(started_at=begun - hour, stopped_at=F("stopped_at") - hour)
    stopped = Interview.objects.get()
    assert stopped.ends_at and not stopped.is_out_of_time
    assert go_on(stopped)
    running = Interview.objects.get()
    assert running.stopped_at is None and running.ends_at is not None
    assert timedelta(0) <= running.ends_at - stopped.ends_at < timedelta(minutes=1)
    assert running.ends_at - begun == pytest.approx(timedelta(minutes=10), abs=timedelta(minutes=1))


def test_a_paused_interview_that_is_cancelled_and_reopened_has_the_time_of_when_it_was_paused() -> None:
    interview = asked()
    assert course.pause(interview)
    before = Interview.objects.get().stopped_at
    assert cancelled(interview)
    assert Interview.objects.get().stopped_at == before is not None


def test_a_cancelled_interview_stops_its_question_and_goes_on_when_it_is_reopened() -> None:
    interview = started()
    assert cancelled(interview)
    assert (now(interview), turn_of(interview).status, turn_of(interview).cancel_by) == ("cancelled", "failed", "staff")
    assert course.reopen(interview)
    services.retry(interview, 1)
    assert (now(interview), turn_of(interview).status) == ("running", "queued")


@pytest.mark.parametrize(("made", "status"), [(invited, "invited"), (ready, "ready")])
def test_an_interview_that_had_not_begun_is_reopened_as_it_was(made: Callable[[], Interview], status: str) -> None:
    interview = made()
    assert cancelled(interview)
    assert course.reopen(interview)
    assert now(interview) == status


def test_staff_do_not_reopen_what_its_candidate_withdrew_from() -> None:
    interview = started()
    services.withdraw(interview)
    assert not course.reopen(Interview.objects.get(pk=interview.pk))
    assert now(interview) == "cancelled"


@pytest.mark.parametrize("change", [course.revoke, course.pause, course.resume, course.reopen])
def test_what_is_finished_stays_so(change: Callable[[Interview], bool]) -> None:
    interview = finished()
    assert not change(interview)
    assert now(interview) == "finished"


def test_a_finished_or_practised_interview_has_no_invitation_to_extend() -> None:
    assert not course.extend(finished(), 1)
    assert not course.extend(services.create_practice(demo.position("en"), "boss"), 1)
