"""How an interview enters a state. Whoever watches it is told."""

from collections.abc import Collection
from typing import Any

from django.db.models.functions import Coalesce, Now

from interviews.composition import current
from interviews.models import Interview, Turn
from interviews.notices.notices import after_commit

from . import questions

GOING_ON = [status for status in Interview.Status.values if status not in Interview.OVER]
BEING_MADE = (Turn.Status.QUEUED, Turn.Status.RUNNING)


def enter(interview: Interview, allowed: Collection[Any], status: Any, **fields: Any) -> bool:
    """Set the status, and `fields` with it, if it is one of `allowed`. Return whether it was. Needs a transaction."""
    if not Interview.objects.filter(pk=interview.pk, status__in=allowed).update(status=status, **fields):
        return False
    interview.refresh_from_db(fields=["status", *fields])
    after_commit(current().notices.state_changed, interview.pk, status)
    return True


def end_early(interview: Interview, by: str, **fields: Any) -> bool:
    """Cancel the interview and stop the question being made. Return False if it is over. Needs a transaction."""
    stopped_at = Coalesce("stopped_at", Now())  # the clock of a paused interview has stopped before
    if not enter(interview, GOING_ON, Interview.Status.CANCELLED, stopped_at=stopped_at, **fields):
        return False
    for number in interview.turns.filter(status__in=BEING_MADE).values_list("number", flat=True):
        questions.cancel(interview, number, by=by)
    return True
