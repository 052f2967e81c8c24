"""The admin for what candidates ask of the people who invited them: what is overdue comes first."""

from typing import Any

from django.contrib import admin
from django.db.models import Case, F, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from interviews import services
from interviews.models import CandidateRequest
from interviews.staff.by_role.of_positions import OfPositions

# Open ones first; among them those that are due, the most urgent at the top, then the latest.
MOST_URGENT = (
    Case(When(state=CandidateRequest.State.OPEN, then=Value(0)), default=Value(1)).asc(),
    F("due_at").asc(nulls_last=True),
    "-created_at",
)


@admin.register(CandidateRequest)
class CandidateRequestAdmin(OfPositions):
    path = "interview__position_id"
    list_display = ["created_at", "interview", "kind", "due", "state", "reply_to", "settled_at", "settled_by"]
    list_filter = ["state", "kind", ("interview__position", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["interview__position", "interview__candidate", "settled_by"]
    search_fields = ["interview__candidate__name", "text", "note"]
    date_hierarchy = "created_at"
    ordering = MOST_URGENT
    fields = ["interview", "kind", "text", "reply_to", "created_at", "due", "state", "note", "settled_at", "settled_by"]
    readonly_fields = ["interview", "kind", "text", "reply_to", "created_at", "due", "settled_at", "settled_by"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # it goes with its interview

    def save_model(self, request: HttpRequest, obj: CandidateRequest, form: Any, change: bool) -> None:
        services.settle(obj, obj.state, request.user, obj.note)

    @admin.display(description=_("answer due"), ordering="due_at")
    def due(self, request: CandidateRequest) -> Any:
        if request.due_at is None:
            return "–"
        day = date_format(timezone.localtime(request.due_at), "DATE_FORMAT")
        return format_html("<strong>{} ({})</strong>", day, _("overdue")) if request.is_overdue else day
