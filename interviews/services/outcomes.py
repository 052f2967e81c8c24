"""What has to be told to candidates, and that it was. People tell them: this service sends nothing of it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import DateTimeField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Now

from interviews.models import Decision, Interview, Organisation, StaffAction

from .by_staff import note
from .rejected import Rejected

# What the audit trail calls looking at what a candidate may get, and fetching it as a file.
OPEN, DOWNLOAD = "open_outcome", "download_outcome"
# Who has withdrawn knows it already, and nothing is to be told as long as it is on hold.
TO_TELL = (Decision.Verdict.ADVANCE, Decision.Verdict.REJECT)


def final_decision(interview: Interview) -> Decision | None:
    """Return the decision that holds, if it is one after which nobody rates any more."""
    newest = interview.decisions.effective().order_by("-pk").first()
    return newest if newest and newest.verdict in Decision.FINAL else None


def untold(interviews: QuerySet[Interview]) -> QuerySet[Interview]:
    """Return those whose candidates were not told what holds, with `to_tell_by`, when they should know it.

    Who was told the opposite earlier is to be told again; who was told the same is not.
    """
    held = Decision.objects.effective().filter(interview=OuterRef("pk")).order_by("-pk")
    days = timedelta(days=Organisation.current().outcome_days)
    due = ExpressionWrapper(Coalesce("confirmed_at", "decided_at") + days, output_field=DateTimeField())
    told = held.exclude(told_at=None)
    over = interviews.filter(status__in=Interview.OVER)  # one that was reopened is decided anew
    return over.annotate(
        verdict_to_tell=Subquery(held.values("verdict")[:1]),
        to_tell_by=Subquery(held.annotate(due=due).values("due")[:1]),
        verdict_told=Subquery(told.values("verdict")[:1]),
    ).filter(Q(verdict_told=None) | ~Q(verdict_told=F("verdict_to_tell")), verdict_to_tell__in=TO_TELL)


def overdue(interviews: QuerySet[Interview], now: datetime) -> QuerySet[Interview]:
    """Return those of `untold` whose candidates should know by now."""
    return untold(interviews).filter(to_tell_by__lte=now)


def due_at(interview: Interview) -> datetime | None:
    """Return by when the candidate should be told; None if there is nothing to tell."""
    return untold(Interview.objects.filter(pk=interview.pk)).values_list("to_tell_by", flat=True).first()


@transaction.atomic
def tell(interview: Interview, user: Any, decision_key: int) -> None:
    """Keep that the user has told the candidate this decision. Again: nothing happens.

    Raises Rejected "outdated" if another one holds, or it is none that candidates are told.
    """
    locked = Interview.objects.select_for_update().get(pk=interview.pk)
    decision = final_decision(locked)
    if decision is None or decision.pk != decision_key or decision.verdict not in TO_TELL:
        raise Rejected("outdated")
    if due_at(locked) is None:
        return
    Decision.objects.filter(pk=decision.pk).update(told_at=Now())
    note(locked, user, StaffAction.Kind.TOLD)
