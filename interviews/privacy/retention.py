"""How long interviews are kept, and which of them are due to be deleted."""

from datetime import datetime, timedelta

from django.db.models import Case, F, Max, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from interviews.models import Interview, Organisation, Position, StaffAction

Status = Interview.Status


def days_kept(position: Position) -> int | None:
    """Return for how many days after their end the position's interviews are kept; None if nobody has said."""
    return position.retention_days or Organisation.current().retention_days


def with_end(interviews: QuerySet[Interview]) -> QuerySet[Interview]:
    """Add `ended_or_left`: when the interview ended or, if it did not, when it last went on."""
    cancelled = StaffAction.objects.filter(interview=OuterRef("pk"), kind=StaffAction.Kind.CANCEL).order_by("-pk")
    # The next question is queued in the moment in which an answer arrives.
    last = Coalesce(Max("turns__queued_at"), "started_at", "consented_at", "opened_at", "created_at")
    return interviews.annotate(last_went_on=last, cancelled_at=Subquery(cancelled.values("at")[:1])).annotate(
        ended_or_left=Case(
            When(status=Status.FINISHED, then=Coalesce("finished_at", "last_went_on")),
            When(status=Status.CANCELLED, then=Coalesce("withdrawn_at", "cancelled_at", "last_went_on")),
            When(status=Status.EXPIRED, then=Coalesce("invitation_expires_at", "last_went_on")),
            default=F("last_went_on"),
        )
    )


def due(now: datetime | None = None) -> QuerySet[Interview]:
    """Return the interviews that have been kept for as long as was said, the oldest first.

    One that goes on is left alone while its link is valid: its candidate may come back.
    """
    now = now or timezone.now()
    over = Q(status__in=Interview.OVER)
    left = Q(invitation_expires_at=None) | Q(invitation_expires_at__lte=now)
    kept = with_end(Interview.objects.filter(over | left))
    return kept.filter(_time_is_over(now)).order_by("ended_or_left", "pk")


def is_limited() -> bool:
    """Return whether anybody has said how long interviews are kept."""
    return bool(Organisation.current().retention_days) or Position.objects.exclude(retention_days=None).exists()


def _time_is_over(now: datetime) -> Q:
    found = Q(pk__in=[])
    days_of_positions = Position.objects.exclude(retention_days=None).order_by()
    for days in days_of_positions.values_list("retention_days", flat=True).distinct():
        found |= Q(position__retention_days=days, ended_or_left__lte=now - timedelta(days=days))
    if days := Organisation.current().retention_days:
        found |= Q(position__retention_days=None, ended_or_left__lte=now - timedelta(days=days))
    return found
