"""Who may call the API, and how often."""

from typing import Any

from django.http import HttpRequest
from ninja.throttling import SimpleRateThrottle
from ninja.utils import check_csrf

from interviews.access import visitors
from interviews.access.visitors import Browser, KeyHolder, Visitor
from interviews.models import Interview
from interviews.services import Rejected


class InterviewAuth:
    """Admits the bearer of a token or an API key, and a browser by its session cookie.

    A browser's changes also need its CSRF token and the site's own Origin. Sets `request.interview`, and `request.by`
    to "candidate" or "staff". Staff are admitted only if `staff` is true.
    """

    def __init__(self, staff: bool = False) -> None:
        self._staff = staff

    def __call__(self, request: Any) -> Interview:
        visitor = _visitor(request)
        access = visitor.open(request.resolver_match.kwargs["interview_id"])
        request.interview, request.by = access.interview if self._staff else access.as_candidate(), access.role
        _check_origin(request, visitor)
        return request.interview


class ChatAuth:
    """Admits the same visitors at an address that names no interview. Sets `request.visitor`."""

    def __call__(self, request: Any) -> Visitor:
        request.visitor = _visitor(request)
        _check_origin(request, request.visitor)
        return request.visitor


def _visitor(request: Any) -> Visitor:
    if header := request.headers.get("Authorization", ""):
        return visitors.by_authorization(header)
    return visitors.by_cookie(request.session, request.user)


def _check_origin(request: Any, visitor: Visitor) -> None:
    if isinstance(visitor, Browser) and request.method != "GET" and check_csrf(request):
        raise Rejected("forbidden")


class AddressThrottle(SimpleRateThrottle):
    """By the address of the connection: whoever tries invitations."""

    scope = "address"

    def get_cache_key(self, request: HttpRequest) -> str:
        return f"throttle_address_{request.META.get('REMOTE_ADDR')}"


class InterviewThrottle(SimpleRateThrottle):
    """By interview, for whatever changes it."""

    scope = "interview"

    def get_cache_key(self, request: Any) -> str:
        return f"throttle_interview_{request.interview.pk}"


class DraftThrottle(InterviewThrottle):
    """Apart from the rest, so that writing uses up nothing that sending needs."""

    scope = "draft"

    def get_cache_key(self, request: Any) -> str:
        return f"throttle_draft_{request.interview.pk}"


class ChatThrottle(SimpleRateThrottle):
    """By who speaks. An API key has a limit of its own."""

    scope = "chat"

    def get_cache_key(self, request: Any) -> str | None:
        if isinstance(request.visitor, KeyHolder):
            return None
        return f"throttle_chat_{request.visitor.name}".replace(" ", "_")
