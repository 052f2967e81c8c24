"""The list that a recruiter invited last, so that its outcome is found again if their browser went away meanwhile."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from interviews.models import Interview
from interviews.privacy.sessions import LINKS_TO_SHOW

KEY = "interviews.latest list"  # of the session; says nothing of people


class LatestList(NamedTuple):
    """How many people were invited, when, and how many links nobody has seen yet."""

    people: int
    at: Any
    links: int


def remember_list(request: HttpRequest, digest: str, made: Sequence[Interview]) -> None:
    """Note that these were invited. Needs the transaction in which they are: both are kept, or neither is."""
    request.session[KEY] = {"digest": digest, "count": len(made), "at": timezone.now().isoformat()}
    # Not left to the middleware, which does not run if the browser has hung up.
    request.session.save()


def latest_list(request: HttpRequest) -> LatestList | None:
    if not (kept := request.session.get(KEY)):
        return None
    return LatestList(kept["count"], parse_datetime(kept["at"]), len(request.session.get(LINKS_TO_SHOW, [])))


def digest_of_latest(request: HttpRequest) -> str:
    """Return what stood for the list, as the database knows by now; "" if there is none."""
    session: Any = request.session
    return str(type(session)(session.session_key).get(KEY, {}).get("digest", ""))
