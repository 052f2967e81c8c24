"""The admin for the roles of people."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from interviews.models import Membership
from interviews.record import audit


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ["user", "role", "position"]
    list_filter = ["role", "position"]
    list_select_related = ["user", "position"]
    search_fields = ["user__username", "user__first_name", "user__last_name", "user__email"]
    autocomplete_fields = ["position"]

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        _keep(request, obj, given=True)

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        _keep(request, obj, given=False)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Membership]) -> None:
        for membership in queryset:
            _keep(request, membership, given=False)
        super().delete_queryset(request, queryset)


def _keep(request: HttpRequest, membership: Membership, given: bool) -> None:
    """Keep in the audit trail who has which role from now on."""
    audit.write(
        audit.staff(request.user), audit.ROLE, membership,
        given=given, role=membership.role, user=membership.user_id, position=membership.position_id,
    )  # fmt: skip
