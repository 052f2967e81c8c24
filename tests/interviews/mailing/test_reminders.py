"""Reminders before the deadline: to whom, when, and how often."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from interviews.mailing import queue, reminders
from interviews.models import AuditEntry, Candidate, Interview, Mail, Organisation
from tests.interviews.test_claims import in_threads

from .scenes import Kind, invited

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def company(db: None) -> Organisation:
    return Organisation.objects.create(name="Acme", remind_days_before=3)


def near(days: float = 2, **fields: Any) -> Interview:
    """Return an interview, created a week ago, whose link expires in `days`."""
    interview = invited()
    changed = {"created_at": timezone.now() - 7 * DAY, "invitation_expires_at": timezone.now() + days * DAY, **fields}
    Interview.objects.filter(pk=interview.pk).update(**changed)
    interview.refresh_from_db()
    return interview


def test_who_has_not_finished_is_reminded_once() -> None:
    interview = near(days=1)
    assert (reminders.queue_due(), reminders.queue_due()) == (1, 0)
    mail = Mail.objects.get()
    assert (mail.interview, mail.kind) == (interview, Kind.REMINDER)
    assert AuditEntry.objects.get(action="remind").actor == "worker"
    Mail.objects.update(state="sent", created_at=timezone.now() - 1.5 * DAY)
    assert reminders.queue_due() == 0


@pytest.mark.parametrize("days", [None, 0])
def test_without_a_number_of_days_nobody_is_reminded(days: int | None) -> None:
    near()
    Organisation.objects.update(remind_days_before=days)
    assert reminders.queue_due() == 0


def test_without_a_company_nobody_is_reminded(company: Organisation) -> None:
    near()
    company.delete()
    assert reminders.queue_due() == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"invitation_expires_at": timezone.now() + 4 * DAY},
        {"invitation_expires_at": timezone.now() - DAY},
        {"created_at": timezone.now()},
        {"status": "cancelled"},
        {"status": "paused", "consented_at": timezone.now()},
        {"status": "finished", "consented_at": timezone.now()},
        {"invitation_nonce": ""},
    ],
)
def test_nobody_else_is_reminded(fields: dict[str, Any]) -> None:
    near(**fields)
    assert reminders.queue_due() == 0


def test_who_has_no_address_is_not_reminded() -> None:
    near()
    Candidate.objects.update(email="")
    assert reminders.queue_due() == 0


def test_who_had_a_mail_today_is_left_alone_until_tomorrow() -> None:
    interview = near()
    queue.enqueue([interview], Kind.INVITATION)
    assert reminders.queue_due() == 0
    Mail.objects.update(created_at=timezone.now() - 1.1 * DAY)
    assert reminders.queue_due() == 1


def test_a_new_deadline_has_a_reminder_of_its_own() -> None:
    interview = near()
    reminders.queue_due()
    Mail.objects.update(state="sent", created_at=timezone.now() - 5 * DAY)
    Interview.objects.filter(pk=interview.pk).update(invitation_expires_at=timezone.now() + 1.5 * DAY)
    assert reminders.queue_due() == 1


@pytest.mark.django_db(transaction=True)
def test_workers_that_look_at_once_remind_once() -> None:
    near()
    assert sorted(in_threads(4, lambda _number: reminders.queue_due())) == [0, 0, 0, 1]
    assert Mail.objects.count() == 1
