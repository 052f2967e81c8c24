"""The log of e-mails in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from interviews.models import Mail
from interviews.staff.by_role.of_positions import OfPositions


class ToCorrectFilter(admin.SimpleListFilter):
    title = _("to do")
    parameter_name = "to_do"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("correct", _("failed, and nothing newer was sent"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.to_correct() if self.value() else queryset


@admin.register(Mail)
class MailAdmin(OfPositions):
    """Nobody edits the log: a mail is sent again from the list of interviews, and goes with its interview."""

    path = "interview__position_id"
    list_display = ["interview", "kind", "state", "why", "answer", "attempts", "created_at", "ended_at"]
    list_filter = [
        ToCorrectFilter,
        "state",
        "kind",
        "reason",
        ("interview__position", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["interview__position", "interview__candidate"]
    search_fields = ["interview__candidate__name", "interview__candidate__email"]
    date_hierarchy = "created_at"
    fields = [
        "interview", "kind", "state", "why", "answer", "attempts", "lost", "created_at", "due_at", "ended_at",
    ]  # fmt: skip

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("reason"))
    def why(self, mail: Mail) -> str:
        return mail.get_reason_display()
