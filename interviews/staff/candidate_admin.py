"""The admin for candidates and what they were invited to."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from interviews.access import roles
from interviews.models import Candidate, Interview

from .by_role.of_positions import OfPositions
from .privacy import forgetting
from .privacy.forgetting import ForgettingPages
from .privacy.person_export import PersonExport


class InterviewInline(admin.TabularInline):
    model = Interview
    fields = readonly_fields = ["position", "language", "status", "created_at", "finished_at"]
    extra = 0
    can_delete = False
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Interview]:
        visible = super().get_queryset(request).filter(roles.visible_to(request.user))
        return visible.select_related("position", "candidate")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True  # of those that `get_queryset` returns

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Candidate)
class CandidateAdmin(PersonExport, ForgettingPages, OfPositions):
    choices = staticmethod(forgetting.of_candidates)
    actions = ["delete_selected"]
    list_display = ["name", "email", "external_id", "interview_count", "created_at"]
    search_fields = ["name", "email", "external_id"]
    inlines = [InterviewInline]

    def get_inlines(self, request: HttpRequest, obj: Candidate | None) -> list[type[InterviewInline]]:
        return [InterviewInline] if obj else []

    def visible(self, request: HttpRequest) -> Q:
        return roles.candidates_visible_to(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Candidate | None = None) -> bool:
        """Only for a role at all positions: a candidate's interviews elsewhere go, too."""
        return self.places(request, "delete").everywhere

    def _may(self, request: HttpRequest, action: str, obj: Candidate | None) -> bool:
        places = self.places(request, action)
        if obj is None or places.everywhere:
            return bool(places)
        if not (places and Candidate.objects.filter(self.visible(request), pk=obj.pk).exists()):
            return False
        # The links of interviews elsewhere go to the same address.
        return action == "view" or not obj.interviews.exclude(places.filter("position")).exists()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Candidate]:
        return super().get_queryset(request).annotate(interview_count=Count("interviews"))

    @admin.display(description=_("interviews"), ordering="interview_count")
    def interview_count(self, candidate: Any) -> int:
        return candidate.interview_count
