"""Staff give a candidate time on the page of the interview: longer to answer, a later deadline, a pause."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interviews import services
from interviews.models import Interview, Position
from tests.interviews.scenes import asked, ready

from .test_page import RECRUITER, Status, act, kept, page_of, signed_in, text

pytestmark = pytest.mark.django_db


def test_staff_give_more_time_where_there_is_a_limit() -> None:
    interview, client = asked(), signed_in(*RECRUITER)
    assert 'data-name="more_time"' not in text(client.get(page_of(interview)))
    Position.objects.update(time_limit_minutes=20)
    Interview.objects.update(frozen=None)
    shown = text(act(client, interview, "more_time", "Our line was slow."))
    assert "The candidate has a quarter more time." in shown
    interview.refresh_from_db()
    assert (interview.extra_time_percent, interview.minutes) == (25, 25)
    assert kept() == [("ada", "more_time", None, "Our line was slow.")]
    Interview.objects.update(extra_time_percent=290)
    assert "more than four times" in text(act(client, interview, "more_time"))
    interview.refresh_from_db()
    assert interview.extra_time_percent == 290


def test_staff_pause_and_resume() -> None:
    interview, client = asked(), signed_in(*RECRUITER)
    assert "The interview is paused." in text(act(client, interview, "pause", "A call first."))
    assert Interview.objects.get().status == Status.PAUSED
    assert "The interview goes on." in text(act(client, interview, "resume", "We have talked."))
    assert Interview.objects.get().status == Status.RUNNING
    assert [row[1] for row in kept()] == ["pause", "resume"]
    assert "not running any more" in text(act(client, interview, "resume"))


def test_staff_extend_a_link_also_one_that_has_expired() -> None:
    interview, client = ready(), signed_in(*RECRUITER)
    services.make_invitation(interview)
    Interview.objects.update(status=Status.EXPIRED, invitation_expires_at=timezone.now() - timedelta(days=1))
    assert "valid for a week longer" in text(act(client, interview, "extend", "They were away."))
    interview.refresh_from_db()
    assert interview.status == Status.READY
    assert interview.invitation_expires_at
    assert timedelta(days=6) < interview.invitation_expires_at - timezone.now() <= timedelta(days=7)
    assert kept() == [("ada", "extend", None, "They were away.")]
