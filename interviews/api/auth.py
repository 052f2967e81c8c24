"""Who may call the API."""

from typing import Any

from ninja.utils import check_csrf

from interviews.access import visitors
from interviews.access.visitors import Browser, Visitor
from interviews.models import Interview
from interviews.services import Rejected


class InterviewAuth:
    """Admits the bearer of a token or an API key, and a browser by its session cookie.

    A browser's changes also need its CSRF token and the site's own Origin. Sets `request.interview`, and
    `request.access`. Staff are admitted only if `staff` is true.
    """

    def __init__(self, staff: bool = False) -> None:
        self._staff = staff

    def __call__(self, request: Any) -> Interview:
        visitor = _visitor(request)
        access = visitor.open(request.resolver_match.kwargs["interview_id"])
        request.interview = access.interview if self._staff else access.as_candidate()
        request.access = access
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
