"""The admin's list of the audit trail: read-only, and for administrators of all positions."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from interviews.models import AuditEntry

from .trail_words import ACTIONS, action_in_words, details_in_words


class WhoFilter(admin.SimpleListFilter):
    """Offers the members of staff who are in the trail, and the kinds of actors without an account."""

    title = _("by")
    parameter_name = "who"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterator[tuple[str, Any]]:
        kinds = {key: label for key, label in AuditEntry.Actor.choices if key != AuditEntry.Actor.STAFF}
        yield from kinds.items()
        ids = AuditEntry.objects.order_by().exclude(user_id=None).values("user_id").distinct()
        names = dict(get_user_model()._default_manager.filter(pk__in=ids).values_list("pk", "username"))
        for row in ids:
            yield str(row["user_id"]), names.get(row["user_id"], f"#{row['user_id']}")

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        chosen = self.value()
        if not chosen:
            return queryset
        return queryset.filter(user_id=int(chosen)) if chosen.isdecimal() else queryset.filter(actor=chosen)


class ActionFilter(admin.SimpleListFilter):
    title = _("action")
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        found = AuditEntry.objects.order_by().values_list("action", flat=True).distinct()
        return [(action, ACTIONS.get(action, action)) for action in sorted(found)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset.filter(action=self.value()) if self.value() else queryset


class KindFilter(admin.SimpleListFilter):
    title = _("kind of object")
    parameter_name = "object_type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        found = AuditEntry.objects.order_by().values_list("object_type", flat=True).distinct()
        return [(kind, _in_words(kind)) for kind in sorted(found)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset.filter(object_type=self.value()) if self.value() else queryset


def _in_words(kind: str) -> str:
    """Return what people call a kind of object; the name that entries have if it is no model any more."""
    try:
        return str(apps.get_model("interviews", kind)._meta.verbose_name)
    except LookupError:
        return kind


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    list_display = ["number", "at", "who", "what", "thing", "more"]
    list_display_links = None
    list_filter = [WhoFilter, ActionFilter, KindFilter, "at"]
    fields = ["number", "at", "who", "what", "thing", "more", "hash"]
    readonly_fields = ["who", "what", "thing", "more"]
    search_fields = ["=object_id"]  # of an interview, say
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        name = get_user_model()._default_manager.filter(pk=OuterRef("user_id")).values("username")[:1]
        return super().get_queryset(request).annotate(user_name=Subquery(name))

    @admin.display(description=_("by"), ordering="user_id")
    def who(self, entry: Any) -> Any:
        if entry.user_id is None:
            return entry.get_actor_display()
        return entry.user_name or f"#{entry.user_id}"

    @admin.display(description=_("action"), ordering="action")
    def what(self, entry: AuditEntry) -> Any:
        return action_in_words(entry)

    @admin.display(description=_("details"))
    def more(self, entry: AuditEntry) -> str:
        return details_in_words(entry)

    @admin.display(description=_("object"), ordering="object_id")
    def thing(self, entry: AuditEntry) -> Any:
        """Link to the object by its kind and number. If it is gone, the admin says so."""
        words = f"{_in_words(entry.object_type)} {entry.object_id or ''}".strip()
        try:
            address = reverse(f"admin:interviews_{entry.object_type}_change", args=[entry.object_id])
        except NoReverseMatch:
            return words
        return format_html('<a href="{}">{}</a>', address, words)
