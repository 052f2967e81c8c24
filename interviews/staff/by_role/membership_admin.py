"""The admin for the roles of people."""

from django.contrib import admin

from interviews.models import Membership


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ["user", "role", "position"]
    list_filter = ["role", "position"]
    list_select_related = ["user", "position"]
    search_fields = ["user__username", "user__first_name", "user__last_name", "user__email"]
    autocomplete_fields = ["position"]
