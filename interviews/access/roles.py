"""The permissions of signed-in staff, for each position.

A permission holds everywhere if it is the user's own or a group's, as Django keeps them, or if a role at all positions
has it. A role at one position gives its permissions there only. Code that asks `user.has_perm` without a position sees
the first kind alone (`RoleBackend`), so what does not ask this module is closed to people with a role at one position.
"""

from typing import Any, NamedTuple

from django.contrib.auth.backends import ModelBackend
from django.db.models import Q

from interviews.models import Interview, Membership, Position

Role = Membership.Role

_WATCH = frozenset({"watch_interview"})
_READ = _WATCH | {"view_interview", "view_turn", "view_position"}
_EVALUATE = frozenset({"evaluate_interview"})
_DECIDE = frozenset({"decide_interview"})
_RECRUIT = (
    _READ
    | _EVALUATE
    | {
        *("add_interview", "change_interview", "add_position", "change_position"),
        *("view_candidate", "add_candidate", "change_candidate", "view_candidaterequest", "change_candidaterequest"),
        "view_mail",
    }
)
_ADMINISTER = (
    _RECRUIT
    | _DECIDE
    | {
        *("delete_interview", "delete_position", "delete_candidate", "view_generation", "view_auditentry"),
        *("override_assessor", "monitor_outcomes"),
        *(f"{action}_membership" for action in ("add", "change", "delete", "view")),
        *(f"{action}_apikey" for action in ("add", "change", "view")),
        *(f"{action}_organisation" for action in ("add", "change", "view")),
    }
)
GRANTS: dict[Any, frozenset[str]] = {
    Role.ADMINISTRATOR: _ADMINISTER,
    Role.RECRUITER: _RECRUIT,
    Role.HIRING_MANAGER: _READ | _EVALUATE | _DECIDE,
    Role.OBSERVER: _WATCH,
}
APP = "interviews."


class Places(NamedTuple):
    """Where a permission holds: everywhere, or at the positions with these keys."""

    everywhere: bool
    positions: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.positions)

    def has(self, position_id: int | None) -> bool:
        return self.everywhere or position_id in self.positions

    def filter(self, path: str) -> Q:
        """Return the filter for rows whose position, at this path of fields, is one of these places."""
        return Q() if self.everywhere else Q(**{f"{path}__in": self.positions})


NOWHERE = Places(False)


class RoleBackend(ModelBackend):
    """Lets `user.has_perm` know the roles at all positions. Nobody signs in by it."""

    def authenticate(self, *args: Any, **kwargs: Any) -> None:
        return None

    def get_user(self, user_id: Any) -> None:
        return None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not is_staff(user_obj) or obj is not None:
            return set()
        return {APP + name for row in _memberships(user_obj) if row.position_id is None for name in GRANTS[row.role]}


def is_staff(user: Any) -> bool:
    """Return whether this user is signed in as an active member of staff."""
    return bool(getattr(user, "is_active", False) and getattr(user, "is_staff", False))


def where(user: Any, permission: str) -> Places:
    """Return where the user has a permission, such as "view_interview"."""
    if not is_staff(user):
        return NOWHERE
    if user.has_perm(APP + permission):
        return Places(True)
    granting = [row.position_id for row in _memberships(user) if permission in GRANTS[row.role]]
    return Places(None in granting, frozenset(pk for pk in granting if pk is not None))


def visible_to(user: Any) -> Q:
    """Return the filter for the interviews that a user may see: to read, or to watch while they are held."""
    to_read, to_watch = where(user, "view_interview"), where(user, "watch_interview")
    if to_read.everywhere:
        return Q()  # which, joined to another filter by "or", would count for nothing
    watched = to_watch.filter("position") & ~Q(status__in=Interview.OVER)
    return to_read.filter("position") | watched


def candidates_visible_to(user: Any) -> Q:
    """Return the filter for the people whom a user may invite: those of their positions, and those of none."""
    places = where(user, "view_candidate")
    if places.everywhere:
        return Q()
    theirs = Interview.objects.filter(places.filter("position")).values("candidate")
    return Q(pk__in=theirs) | Q(interviews=None) if places else Q(pk__in=[])


def may_watch(user: Any, interview: Interview) -> bool:
    """Return whether the user may see the interview: read it, or watch it while it is held."""
    if where(user, "view_interview").has(interview.position_id):
        return True
    return not interview.is_over and where(user, "watch_interview").has(interview.position_id)


def may_act(user: Any, interview: Interview) -> bool:
    """Return whether the user may stop its questions, have them asked again, and cancel it."""
    return may_watch(user, interview) and where(user, "change_interview").has(interview.position_id)


def may_evaluate(user: Any, interview: Interview) -> bool:
    """Return whether the user may rate the interview, and read what others made of it once they have."""
    return may_watch(user, interview) and where(user, "evaluate_interview").has(interview.position_id)


def may_compare(user: Any, position: Position) -> bool:
    """Return whether the user may read what raters made of the position's candidates."""
    return all(where(user, name).has(position.pk) for name in ("view_interview", "evaluate_interview"))


def may_decide(user: Any, interview: Interview) -> bool:
    """Return whether the user may decide about the candidate."""
    return may_evaluate(user, interview) and where(user, "decide_interview").has(interview.position_id)


def decidable_by(user: Any) -> Q:
    """Return the filter for the interviews about whose candidates the user may decide once they are over."""
    filters = [where(user, f"{verb}_interview").filter("position") for verb in ("view", "evaluate", "decide")]
    return filters[0] & filters[1] & filters[2]


def may_override_assessor(user: Any, position: Position) -> bool:
    """Return whether the user may let a model assess that was not good enough."""
    return where(user, "override_assessor").has(position.pk)


def may_monitor(user: Any) -> bool:
    """Return whether the user may import groups and read outcomes by group: of all positions, or not at all."""
    return where(user, "monitor_outcomes").everywhere


def may_practise(user: Any, position_id: int | None) -> bool:
    """Return whether the user may create practice interviews for a position; None for the demo position."""
    places = where(user, "add_interview")
    return bool(places) if position_id is None else places.has(position_id)


def _memberships(user: Any) -> list[Membership]:
    # A user object lives for one request, or one check of open streams.
    if not hasattr(user, "_kept_memberships"):
        user._kept_memberships = list(Membership.objects.filter(user_id=user.pk))
    kept: list[Membership] = user._kept_memberships
    return kept
