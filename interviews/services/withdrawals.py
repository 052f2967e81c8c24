"""Candidates who no longer want to take part."""

from django.db import transaction
from django.db.models.functions import Now

from interviews.composition import current
from interviews.models import Interview, Turn
from interviews.notices.notices import after_commit

from . import questions
from .rejected import Rejected


@transaction.atomic
def withdraw(interview: Interview) -> None:
    """End the interview for good because its candidate wants that, and keep when it was. What was sent stays stored.

    A second call changes nothing. Raises Rejected "over" if the interview had ended before.
    """
    going_on = Interview.objects.filter(pk=interview.pk).exclude(status__in=Interview.OVER)
    if going_on.update(status=Interview.Status.CANCELLED, withdrawn_at=Now()):
        made = interview.turns.filter(status__in=[Turn.Status.QUEUED, Turn.Status.RUNNING])
        for number in made.values_list("number", flat=True):
            questions.cancel(interview, number, by="candidate")
        after_commit(current().notices.state_changed, interview.pk, Interview.Status.CANCELLED)
    interview.refresh_from_db(fields=["status", "withdrawn_at"])
    if interview.withdrawn_at is None:
        raise Rejected("over")
