"""Who may see an interview: whoever holds its access token, was let in through its invitation, or works here.

Everyone else gets the same answer as for an interview that does not exist.
"""

from typing import Any

from django.db.models.functions import Now

from . import services
from .models import AccessToken, Interview
from .services import Rejected
from .tokens import token_hash

SESSION_KEY = "interviews"


def grant(session: Any, interview: Interview) -> None:
    """Let this browser into the interview. The session gets a new key, so that a planted one opens nothing."""
    opened = set(session.get(SESSION_KEY, []))
    session.cycle_key()
    session[SESSION_KEY] = sorted(opened | {interview.pk})


def by_authorization(header: str, interview_id: int) -> Interview:
    """The interview that an `Authorization` header opens. Rejected where it opens none, or another."""
    scheme, _, token = header.partition(" ")
    found = AccessToken.objects.filter(token_hash=token_hash(token.strip()), expires_at__gt=Now())
    access = found.select_related("interview__position").first() if scheme.lower() == "bearer" else None
    if access is None:
        raise Rejected("unauthorized")
    if access.interview_id != interview_id:
        raise Rejected("not_found")
    return access.interview


def by_cookie(session: Any, user: Any, interview_id: int) -> tuple[Interview, str]:
    """The interview, and whether it is open to this browser as "candidate" or as "staff". Rejected otherwise."""
    interviews = Interview.objects.select_related("position").filter(pk=interview_id)
    opened = session.get(SESSION_KEY, [])
    if interview_id in opened and (interview := interviews.first()):
        return interview, "candidate"
    if interview := interviews.filter(services.visible_to(user)).first():
        return interview, "staff"
    raise Rejected("not_found" if opened or user.is_authenticated else "unauthorized")
