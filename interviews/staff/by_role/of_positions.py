"""Admin pages for people who have a role at some positions only: they see and do there what the role allows."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.forms import HiddenInput
from django.http import HttpRequest

from interviews.access import roles
from interviews.access.roles import Places
from interviews.models import Candidate, Position


class OfPositions(admin.ModelAdmin):
    """`path` leads from the model's fields to its position's key."""

    path = "position_id"

    def places(self, request: HttpRequest, action: str) -> Places:
        """Return where the request's user may `view`, `add`, `change` or `delete` such rows."""
        return roles.where(request.user, f"{action}_{self.opts.model_name}")

    def visible(self, request: HttpRequest) -> Q:
        """Return the filter for the rows that a request may see."""
        return self.places(request, "view").filter(self.path)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request).filter(self.visible(request))
        if chosen := request.POST.get("action"):  # of the list
            places = self.places(request, self._needed_by(chosen))
            rows = rows if places.everywhere else rows.filter(places.filter(self.path))
        return rows

    def _needed_by(self, action: str) -> str:
        """Return what the user must be allowed to do with the rows of an action: it changes them, unless it says so."""
        if action == "delete_selected":
            return "delete"
        allowed = getattr(getattr(self, action, None), "allowed_permissions", ())
        return "view" if "read" in allowed else "change"

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "view", obj) or self._may(request, "change", obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(self.places(request, "add"))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "change", obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "delete", obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer, and accept, only the positions at which the user may add such rows."""
        if db_field.related_model is Candidate:
            kwargs["queryset"] = Candidate.objects.filter(roles.candidates_visible_to(request.user))
        if db_field.related_model is Position:
            kwargs["queryset"] = Position.objects.filter(self.places(request, "add").filter("pk"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def _may(self, request: HttpRequest, action: str, obj: Any) -> bool:
        places = self.places(request, action)
        return bool(places) if obj is None else places.has(_value_at(obj, self.path))


class InlineOfPositions(admin.options.InlineModelAdmin):
    """Rows below a position or an interview: who has the permission at that position sees or changes them.

    Each field names itself to screen readers, because Django's table does not.
    """

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and not isinstance(field.widget, HiddenInput):
            field.widget.attrs.setdefault("aria-label", str(db_field.verbose_name))
        return field

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "view", obj) or self._may(request, "change", obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "add", obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "change", obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "delete", obj)

    def _may(self, request: HttpRequest, action: str, obj: Any) -> bool:
        places = roles.where(request.user, f"{action}_{self.opts.model_name}")
        if obj is None:
            return bool(places)
        return places.has(obj.pk if isinstance(obj, Position) else obj.position_id)


def _value_at(obj: Any, path: str) -> Any:
    for name in path.split("__"):
        obj = getattr(obj, name)
    return obj
