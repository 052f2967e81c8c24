"""Makes invited candidates with an e-mail address, and mails to them."""

from typing import Any

from django.db.models.functions import Now

from interviews import demo, services
from interviews.mailing import queue
from interviews.models import Candidate, Interview, Mail

ADDRESS = "kim@candidates.example"
Kind, State, Reason = Mail.Kind, Mail.State, Mail.Reason


def invited(name: str = "Kim", language: str = "en", email: str = ADDRESS) -> Interview:
    candidate = Candidate.objects.create(name=name, email=email)
    interview = services.create_interview(demo.position(language), candidate, language)
    services.make_invitation(interview)
    return interview


def queued(interview: Interview | None = None, kind: Any = Kind.INVITATION) -> Mail:
    interview = interview or invited()
    assert queue.enqueue([interview], kind) == [interview]
    return Mail.objects.get(interview=interview, kind=kind, state=State.QUEUED)


def state_of(mail: Mail) -> tuple[str, str, str]:
    mail.refresh_from_db()
    return mail.state, mail.reason, mail.answer


def make_due(mail: Mail) -> None:
    """Let the time pass that a retry waits."""
    Mail.objects.filter(pk=mail.pk).update(due_at=Now())


def lose_worker(mail: Mail) -> None:
    """Let the lease run out, as if the worker had died."""
    Mail.objects.filter(pk=mail.pk).update(lease_expires_at="2026-01-01T00:00Z")
