"""What `/metrics` says of work that waits in the database."""

import pytest
from django.db import Error as DatabaseError
from django.test import Client

from interviews.mailing import queue
from interviews.models import Assessment, Mail
from interviews.waiting_metrics import WaitingWork
from tests.interviews.composed import composed

from .assessing.scenes import waiting

pytestmark = pytest.mark.django_db


def values() -> dict[str, float]:
    return {family.name: family.samples[0].value for family in WaitingWork().collect()}


def test_passes_and_mails_are_counted_until_they_end() -> None:
    assert values() == {"interview_passes_waiting": 0, "interview_mails_queued": 0}
    interview, _user = waiting()
    queue.enqueue([interview], Mail.Kind.INVITATION)
    passes = interview.assessments.count()
    assert values() == {"interview_passes_waiting": passes, "interview_mails_queued": 1}
    interview.assessments.filter(number=1).update(state="failed", failure="lost", finished_at=interview.created_at)
    Mail.objects.update(state="sent")
    assert values()["interview_passes_waiting"] < passes
    assert values()["interview_mails_queued"] == 0


def test_they_are_on_the_page_of_a_web_process() -> None:
    with composed():
        page = Client().get("/metrics", {"workers": "0"}).content.decode()
    assert "interview_passes_waiting 0.0" in page and "interview_mails_queued 0.0" in page


def test_they_are_left_out_while_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise DatabaseError

    monkeypatch.setattr(Assessment.objects, "open", away)
    assert values() == {}
