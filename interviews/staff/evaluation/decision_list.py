"""What was decided, in the list of interviews: for people who may evaluate at the interview's position."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import BooleanField, Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from interviews.access import roles
from interviews.models import Decision, Interview
from interviews.services import outcomes
from interviews.services.scorecards import latest_verdict, readable_by
from interviews.staff.interview_list import STAGES

WAITS, NONE, TO_TELL = "waits", "none", "to_tell"
EVALUATE = "evaluate_interview"


def with_verdict(interviews: QuerySet[Interview], user: Any) -> QuerySet[Interview]:
    """Add `verdict`, which holds, and `waits`, whether the newest decision waits for a second person.

    Both are null or false where none was made, and where the user may not evaluate. Who is still to rate learns no
    verdict that rests on the scorecards of others, as on the page of the decision.
    """
    here = Q(pk__isnull=False) & roles.where(user, EVALUATE).filter("position")
    newest = Decision.objects.filter(interview=OuterRef("pk")).order_by("-pk")
    cards = Subquery(newest.effective().annotate(cards=Count("scorecards")).values("cards")[:1])
    readable = Exists(readable_by(user, Interview.objects.filter(pk=OuterRef("pk"))))
    told = When(here & (Q(readable) | Q(cards=0)), then=latest_verdict(OuterRef("pk")))
    pending = Case(When(needs_confirmation=True, confirmed_at=None, then=True), default=False)
    waits = Subquery(newest.annotate(pending=pending).values("pending")[:1], output_field=BooleanField())
    return interviews.alias(cards=cards).annotate(
        verdict=Case(told, default=None, output_field=CharField(null=True)),
        waits=Case(When(here, then=waits), default=Value(False), output_field=BooleanField(null=True)),
    )


def with_telling(interviews: QuerySet[Interview], user: Any) -> QuerySet[Interview]:
    """Add `to_tell_by`, by when the candidate should know; null if they do, and where the user may not decide."""
    same = Interview.objects.filter(roles.decidable_by(user), pk=OuterRef("pk"))
    return interviews.annotate(to_tell_by=Subquery(outcomes.untold(same).values("to_tell_by")[:1]))


class DecisionFilter(admin.SimpleListFilter):
    title = _("decision")
    parameter_name = "decision"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        to_tell = [(TO_TELL, _("candidate not told yet"))] if roles.where(request.user, "decide_interview") else []
        others = [(WAITS, _("waits for a second person")), (NONE, _("over, not decided")), *to_tell]
        return [*Decision.Verdict.choices, *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Interview]) -> QuerySet[Interview]:
        if self.value() == WAITS:
            return queryset.filter(waits=True)
        if self.value() == NONE:
            return queryset.filter(verdict=None, status__in=Interview.OVER)
        if self.value() == TO_TELL:
            return queryset.filter(to_tell_by__isnull=False)
        return queryset.filter(verdict=self.value()) if self.value() else queryset


class DecidedInterviews(admin.ModelAdmin):
    """The list of interviews, with decisions below the status, and a filter for them."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Interview]:
        return with_telling(with_verdict(super().get_queryset(request), request.user), request.user)

    def get_list_display(self, request: HttpRequest) -> Sequence[Any]:
        columns = super().get_list_display(request)
        if not roles.where(request.user, EVALUATE):
            return columns
        return ["stage_and_decision" if name == "stage" else name for name in columns]

    def get_list_filter(self, request: HttpRequest) -> Sequence[Any]:
        filters = list(super().get_list_filter(request))
        return [filters[0], DecisionFilter, *filters[1:]] if roles.where(request.user, EVALUATE) else filters

    @admin.display(description=_("status"), ordering="stage")
    def stage_and_decision(self, interview: Any) -> Any:
        """Return both in one column: the list has no room for another one."""
        decided = [str(dict(Decision.Verdict.choices)[interview.verdict])] if interview.verdict else []
        waits = [str(_("waits for a second person"))] if interview.waits else []
        to_tell = [_("to tell by %(day)s") % {"day": _day(interview.to_tell_by)}] if interview.to_tell_by else []
        lines = ((line,) for line in (*decided, *waits, *to_tell))
        return format_html("{}{}", STAGES[interview.stage], format_html_join("", "<br><strong>{}</strong>", lines))


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "m-d")
