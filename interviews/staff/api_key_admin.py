"""The admin for API keys. A key is shown once, when it is created."""

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from interviews.access import api_keys
from interviews.models import ApiKey

from .security_log import admin_action


class ApiKeyForm(ModelForm):
    def clean_expires_at(self) -> datetime | None:
        expires_at: datetime | None = self.cleaned_data["expires_at"]
        if expires_at and "expires_at" in self.changed_data and expires_at <= timezone.now():
            raise ValidationError(_("This is in the past. To end a key at once, revoke it."))
        return expires_at


@admin.register(ApiKey)
class ApiKeyAdmin(admin.ModelAdmin):
    """Keys are revoked rather than deleted, so that an interview keeps the key that created it."""

    form = ApiKeyForm
    list_display = [
        "name", "prefix", "created_by", "created_at", "expires_at", "last_used_at", "revoked_at", "practice_count",
    ]  # fmt: skip
    autocomplete_fields = ["positions"]
    list_select_related = ["created_by"]
    search_fields = ["name", "prefix"]
    readonly_fields = ["prefix", "last_used_at", "created_by", "created_at", "revoked_at"]
    actions = ["revoke"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return nothing: a link that fills in the form might give a key more than its maker notices."""
        return {}

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
    @transaction.atomic
    def revoke(self, request: HttpRequest, keys: QuerySet[ApiKey]) -> None:
        admin_action(request, "revoke", keys.filter(revoked_at=None))
        self.message_user(request, _("Keys revoked: %d.") % api_keys.revoke(keys), messages.SUCCESS)
