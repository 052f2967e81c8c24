"""What staff change about an interview's course: how long its link is valid, and whether it goes on.

Each function returns whether it changed anything: a state that does not allow the change stays as it is.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from interviews.models import Interview

from .status import end_early, enter
from .time_back import clock_going_on

Status = Interview.Status
UNBEGUN = (Status.INVITED, Status.READY)
EXPIRED_AT_ONCE = 500


@transaction.atomic
def extend(interview: Interview, days: int) -> bool:
    """Let the invitation be valid for `days` more, from now if it has run out. The link stays the same."""
    locked = Interview.objects.select_for_update().get(pk=interview.pk)
    ended = locked.is_over and locked.status != Status.EXPIRED
    if ended or locked.practice or not locked.invitation_hash:
        return False
    now = timezone.now()
    locked.invitation_expires_at = max(now, locked.invitation_expires_at or now) + timedelta(days=days)
    locked.save(update_fields=["invitation_expires_at"])
    if locked.status == Status.EXPIRED:
        enter(locked, [Status.EXPIRED], _unbegun(locked))
    return True


@transaction.atomic
def revoke(interview: Interview) -> bool:
    """End an invitation that nobody has begun. Its link says so from now on; `extend` makes it valid again."""
    if not enter(interview, UNBEGUN, Status.EXPIRED):
        return False
    Interview.objects.filter(pk=interview.pk).update(invitation_expires_at=Now())
    interview.access_tokens.all().delete()
    return True


@transaction.atomic
def pause(interview: Interview) -> bool:
    """Take no more answers until `resume`, and stop the clock. A question that is being made is still asked."""
    return enter(interview, [Status.RUNNING], Status.PAUSED, stopped_at=Now())


@transaction.atomic
def resume(interview: Interview) -> bool:
    return enter(interview, [Status.PAUSED], Status.RUNNING, **clock_going_on(interview))


@transaction.atomic
def call_off(interview: Interview) -> bool:
    """End the interview, until `reopen`. A question that is being made is stopped."""
    return end_early(interview, by="staff")


@transaction.atomic
def reopen(interview: Interview) -> bool:
    """Let a cancelled interview go on where it was, but not against the wish of a candidate who withdrew."""
    if interview.withdrawn_at:
        return False
    begun = interview.started_at is not None
    status = Status.RUNNING if begun else _unbegun(interview)
    return enter(interview, [Status.CANCELLED], status, **clock_going_on(interview))


@transaction.atomic
def expire_due() -> int:
    """Mark the interviews whose invitations ran out before they began. Return how many there are."""
    due = Interview.objects.filter(status__in=UNBEGUN, practice=False, invitation_expires_at__lte=Now())
    return sum(enter(interview, UNBEGUN, Status.EXPIRED) for interview in due[:EXPIRED_AT_ONCE])


def _unbegun(interview: Interview) -> Any:
    return Status.READY if interview.consented_at else Status.INVITED
