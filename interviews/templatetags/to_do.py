"""`{% to_do %}`: what staff still have to do, at the top of the admin's first page."""

from typing import Any

from django import template
from django.template import RequestContext

from interviews.access import roles
from interviews.models import Organisation
from interviews.staff.waiting import needs_of

register = template.Library()


@register.inclusion_tag("admin/to_do.html", name="to_do", takes_context=True)
def show_to_do(context: RequestContext) -> dict[str, Any]:
    """Return the context of admin/to_do.html: what this user may see."""
    user = context["request"].user
    company = Organisation.current() if user.has_perm("interviews.change_organisation") else None
    return {
        "missing": company.missing if company else [],
        "needs": needs_of(user),
        "may_invite": bool(roles.where(user, "add_interview")),
        "may_add_position": roles.where(user, "add_position").everywhere,
    }
