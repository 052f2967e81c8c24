"""The admin for API keys. A key is shown once, when it is created."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from interviews.access import api_keys
from interviews.models import ApiKey


@admin.register(ApiKey)
class ApiKeyAdmin(admin.ModelAdmin):
    """Keys are revoked rather than deleted, so that an interview keeps the key that created it."""

    list_display = ["name", "created_by", "created_at", "revoked_at", "per_minute", "practice_count"]
    list_select_related = ["created_by"]
    search_fields = ["name"]
    readonly_fields = ["created_by", "created_at", "revoked_at"]
    actions = ["revoke"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApiKey]:
        return super().get_queryset(request).annotate(practice_count=Count("interviews"))

    @admin.display(description=_("practice interviews"), ordering="practice_count")
    def practice_count(self, key: Any) -> int:
        return key.practice_count

    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        obj.created_by = request.user
        secret = api_keys.equip(obj)
        super().save_model(request, obj, form, change)
        text = format_html("{}: <code>{}</code> {}", obj, secret, _("(shown only once)"))
        self.message_user(request, text, messages.SUCCESS)

    @admin.action(description=_("Revoke the selected keys"), permissions=["change"])
    def revoke(self, request: HttpRequest, keys: QuerySet[ApiKey]) -> None:
        self.message_user(request, _("Keys revoked: %d.") % api_keys.revoke(keys), messages.SUCCESS)
