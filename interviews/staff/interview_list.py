"""How the list of interviews tells where each of them stands."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Case, CharField, DateTimeField, F, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from interviews.models import Interview, Turn

WAITING_AFTER = timedelta(hours=24)
ABANDONED_AFTER = timedelta(days=7)
SOON = timedelta(days=3)

Status = Interview.Status
UNBEGUN = (Status.INVITED, Status.READY)

# What `with_stage` calls an interview. All but four are statuses: one that is invited may have been opened, two come
# with time, from a running one, and an interview that its candidate has withdrawn from is cancelled.
STAGES = {
    "invited": _("invited"),
    "opened": _("opened the link"),
    "ready": _("ready to begin"),
    "running": _("running"),
    "waiting": _("waiting for 24 hours"),
    "abandoned": _("abandoned"),
    "paused": _("paused"),
    "finished": _("finished"),
    "cancelled": _("cancelled"),
    "withdrawn": _("withdrawn by the candidate"),
    "expired": _("expired"),
}


def of_turns(figure: Any) -> Subquery:
    """Return a figure of an interview's turns. A join would work it out for all interviews, not for those shown."""
    turns = Turn.objects.filter(interview=OuterRef("pk")).order_by().values("interview")
    return Subquery(turns.annotate(figure=figure).values("figure"))


def with_stage(interviews: QuerySet[Interview]) -> QuerySet[Interview]:
    """Add `last_activity`, when the interview last went on, and `stage`, a key of STAGES."""
    now = timezone.now()
    running = Q(status=Status.RUNNING)
    # The next question is queued in the moment in which an answer arrives.
    return interviews.annotate(
        last_activity=Coalesce(
            of_turns(Max("queued_at")),
            "started_at",
            "consented_at",
            "opened_at",
            "created_at",
            output_field=DateTimeField(),
        )
    ).annotate(
        stage=Case(
            When(running & Q(last_activity__lte=now - ABANDONED_AFTER), then=Value("abandoned")),
            When(running & Q(last_activity__lte=now - WAITING_AFTER), then=Value("waiting")),
            When(withdrawn_at__isnull=False, then=Value("withdrawn")),
            # The worker writes it within a minute; until then it is true already.
            When(Q(status__in=UNBEGUN, practice=False, invitation_expires_at__lte=now), then=Value("expired")),
            When(status=Status.INVITED, opened_at__isnull=False, then=Value("opened")),
            default=F("status"),
            output_field=CharField(),
        )
    )


def short_time(moment: datetime | None) -> str:
    """Return a time as a list has room for it: with the year only if it is not this one; "" for None."""
    if moment is None:
        return ""
    there = timezone.localtime(moment)
    is_this_year = there.year == timezone.localtime().year
    return date_format(there, "m-d H:i" if is_this_year else "Y-m-d H:i")


def at_stage(name: str) -> Q:
    """Return the filter for interviews `with_stage`: a key of STAGES, "stuck" or "soon"."""
    if name == "stuck":
        return Q(status=Status.RUNNING, pk__in=Turn.objects.filter(status=Turn.Status.FAILED).values("interview"))
    if name == "soon":
        now = timezone.now()
        return Q(status__in=UNBEGUN, invitation_expires_at__gt=now, invitation_expires_at__lte=now + SOON)
    return Q(stage=name)


class StageFilter(admin.SimpleListFilter):
    title = _("status")
    parameter_name = "stage"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        more = [("stuck", _("a question could not be asked")), ("soon", _("link expires within 3 days"))]
        return [*STAGES.items(), *more]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Interview]) -> QuerySet[Interview]:
        return queryset.filter(at_stage(self.value())) if self.value() else queryset


class PracticeFilter(admin.SimpleListFilter):
    """Leaves practice interviews out unless they are asked for."""

    title = _("practice")
    parameter_name = "practised"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("only", _("practice only")), ("all", _("all"))]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        hidden, *others = super().choices(changelist)
        yield {**hidden, "display": _("without practice")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Interview]) -> QuerySet[Interview]:
        if self.value() == "all":
            return queryset
        return queryset.filter(practice=self.value() == "only")
