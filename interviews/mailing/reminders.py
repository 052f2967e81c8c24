"""Reminders that nobody has to ask for: some days before the deadline, if the company wants them."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from interviews.models import Interview, Mail, Organisation
from interviews.record import audit

from . import queue

REST = timedelta(days=1)  # after any other mail about the interview, and after its creation
AT_ONCE = 500

NOT_FINISHED = (Interview.Status.INVITED, Interview.Status.READY, Interview.Status.RUNNING)


@transaction.atomic
def queue_due() -> int:
    """Queue a reminder for each interview whose deadline is near, once for each deadline. Return how many there are."""
    # The lock keeps two workers from reminding at once.
    company = Organisation.objects.select_for_update().first()
    if company is None or not company.remind_days_before:
        return 0
    now, before = timezone.now(), timedelta(days=company.remind_days_before)
    own = Mail.objects.filter(interview=OuterRef("pk"))
    lately = own.filter(created_at__gt=now - REST)
    reminded = own.filter(kind=Mail.Kind.REMINDER, created_at__gt=OuterRef("invitation_expires_at") - before)
    due = Interview.objects.filter(
        ~Q(invitation_nonce=""), ~Q(candidate__email=""), ~Exists(lately), ~Exists(reminded),
        practice=False, status__in=NOT_FINISHED, created_at__lte=now - REST,
        invitation_expires_at__gt=now, invitation_expires_at__lte=now + before,
    )  # fmt: skip
    queued = queue.enqueue(list(due.order_by("invitation_expires_at")[:AT_ONCE]), Mail.Kind.REMINDER)
    audit.write(audit.WORKER, "remind", *queued)
    return len(queued)
