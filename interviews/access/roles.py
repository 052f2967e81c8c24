"""What signed-in members of staff may do with an interview."""

from typing import Any

from django.db.models import Q

from interviews.models import Interview


def is_staff(user: Any) -> bool:
    """Return whether this user is signed in as an active member of staff."""
    return bool(getattr(user, "is_active", False) and getattr(user, "is_staff", False))


def visible_to(user: Any) -> Q:
    """Return the filter for the interviews that a user may see."""
    return Q() if _may(user, "view_interview") else Q(pk__in=[])


def may_watch(user: Any, interview: Interview) -> bool:
    """Return whether the user may see the interview: watch it, and read its transcript."""
    return _may(user, "view_interview")


def may_act(user: Any, interview: Interview) -> bool:
    """Return whether the user may stop its questions, have them asked again, and cancel it."""
    return may_watch(user, interview) and _may(user, "change_interview")


def may_practise(user: Any) -> bool:
    """Return whether the user may create practice interviews."""
    return _may(user, "add_interview")


def _may(user: Any, permission: str) -> bool:
    return is_staff(user) and bool(user.has_perm(f"interviews.{permission}"))
