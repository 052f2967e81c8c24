"""Time that a candidate gets back: the interviewer was away, or the interview was stopped."""

from math import ceil
from typing import Any

from django.db.models import F
from django.utils import timezone

from interviews.composition import current
from interviews.interruptions import LEAST, seconds_away
from interviews.models import Interview, Turn
from interviews.notices.notices import after_commit


def give_back(turn: Turn) -> int:
    """Record how long the interviewer was away before this question was asked, and put off the interview's end by that.

    Returns the seconds. Needs a transaction, in which the question is saved.
    """
    if not _may_have_waited(turn):
        return 0
    seconds = seconds_away(turn.generations.order_by("attempt"))
    if seconds:
        Turn.objects.filter(pk=turn.pk).update(interrupted_seconds=seconds)
        Interview.objects.filter(pk=turn.interview_id).update(given_back_seconds=F("given_back_seconds") + seconds)
        turn.interview.refresh_from_db(fields=["status", "given_back_seconds"])
        after_commit(current().notices.state_changed, turn.interview_id, turn.interview.status)
    return seconds


def clock_going_on(interview: Interview) -> dict[str, Any]:
    """Return the fields with which a stopped interview goes on, with as much time left as when it was stopped.

    Needs a transaction.
    """
    locked = Interview.objects.select_for_update().get(pk=interview.pk)
    if not locked.stopped_at:
        return {}
    seconds = max(0, ceil((timezone.now() - locked.stopped_at).total_seconds()))
    return {"stopped_at": None, "given_back_seconds": F("given_back_seconds") + seconds}


def _may_have_waited(turn: Turn) -> bool:
    """Return whether there can be anything to give back: most questions are asked at once, and need no query."""
    attempt = turn.generation
    return attempt is not None and (attempt.attempt > 1 or attempt.queue_ms >= LEAST.total_seconds() * 1000)
