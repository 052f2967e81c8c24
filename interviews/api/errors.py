"""What the API says when it refuses: a code for programs, a sentence for the reader, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import parse_cookie
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext_lazy as _

STATUS = {
    "malformed": 400,
    "bad_position": 400,
    "unauthorized": 401,
    "forbidden": 403,
    "not_found": 404,
    "no_position": 404,
    "method_not_allowed": 405,
    "too_slow": 408,
    "wrong_turn": 409,
    "answered": 409,
    "not_ready": 409,
    "over": 409,
    "expired": 410,
    "too_large": 413,
    "empty": 422,
    "consent_required": 422,
    "too_many": 429,
    "internal": 500,
    "unavailable": 503,
}
REFUSALS = frozenset({400, 401, 403, 404, 409, 413, 422, 429, 503})  # that any address may answer with

MESSAGES = {
    "malformed": _("The request could not be understood. Check its form against the documentation at /v1/docs."),
    "bad_position": _(
        "The position to resume from must have the form 12-34. Leave it out to begin with the current question."
    ),
    "unauthorized": _("Sign in first: the access token is missing, unknown or expired. Open your invitation again."),
    "forbidden": _("This page is out of date or the request came from another site. Reload the page and try again."),
    "not_found": _("There is nothing here for you. Check the link of your invitation."),
    "no_position": _("There is no position of that short name. Leave it out for the demo's."),
    "method_not_allowed": _("This address does not take requests of that kind."),
    "wrong_turn": _("This question is not open for that. Reload the page to see where the interview stands."),
    "answered": _("This question already has a different answer, which stays."),
    "not_ready": _("The interview cannot start yet: your consent comes first."),
    "over": _("The interview is over."),
    "expired": _("This invitation has expired. Ask the person who invited you for a new link."),
    "too_large": _("That is too long: at most 64 KB are accepted."),
    "empty": _("The answer is empty. Write something first."),
    "consent_required": _("The interview needs your consent."),
    "too_slow": _("Your connection is too slow to keep up. The page connects again by itself."),
    "too_many": _("Too many requests. Wait a moment and try again."),
    "internal": _("Something went wrong on our side. Try again in a moment."),
    "unavailable": _("The service is not available at the moment. Try again in a minute."),
}


def language_of(request: Any, interview_language: str = "") -> str:
    """What the reader chose or asks for; else the interview's; else the site's."""
    asked = settings.LANGUAGE_COOKIE_NAME in request.COOKIES or "HTTP_ACCEPT_LANGUAGE" in request.META
    return get_language_from_request(request) if asked else interview_language or settings.LANGUAGE_CODE


def message_for(scope: Mapping[str, Any], code: str) -> str:
    """The sentence for the reader of a stream, which has no Django request."""
    with override(get_language_from_request(_ScopeRequest(scope))):
        return str(MESSAGES[code])


class _ScopeRequest:
    """As much of a request as Django's language choice looks at."""

    def __init__(self, scope: Mapping[str, Any]) -> None:
        headers = dict(scope["headers"])
        self.META = {"HTTP_ACCEPT_LANGUAGE": headers.get(b"accept-language", b"").decode("latin-1")}
        self.COOKIES = parse_cookie(headers.get(b"cookie", b"").decode("latin-1"))
        self.path_info = scope["path"]
