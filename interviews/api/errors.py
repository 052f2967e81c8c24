"""How the API reports errors: the HTTP status of each code, and a message in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import parse_cookie
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext_lazy as _

# The candidate's page has sentences of its own for these codes, in static/js/stream/refusals.js.
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
    "skipped": 409,
    "rephrased": 409,
    "not_ready": 409,
    "over": 409,
    "expired": 410,
    "cancelled": 410,
    "too_large": 413,
    "empty": 422,
    "consent_required": 422,
    "too_many": 429,
    "too_many_attempts": 429,
    "internal": 500,
    "unavailable": 503,
}
SOCKET_GOES_ON = frozenset({"empty", "consent_required", "too_many_attempts"})  # the stream is still fine
REFUSALS = frozenset({400, 401, 403, 404, 405, 409, 413, 422, 429, 503})  # possible at every address

# For a question that `/v1/chat` cannot return, by the code of `question.failed`. Unlisted codes are a 500.
STATUS_OF_FAILURE = {
    "cancelled": 409,
    "prompt_too_long": 409,
    "empty": 503,
    "model_unavailable": 503,
    "unavailable": 503,
    "timeout": 504,
}

MESSAGES = {
    "malformed": _("The request is malformed. See the API documentation at /v1/docs."),
    "bad_position": _("The stream position must look like 12-34. Leave it out to start with the current question."),
    "unauthorized": _("Your access token is missing, unknown or expired. Open your invitation again."),
    "forbidden": _("This page is out of date, or the request came from another site. Reload the page and try again."),
    "not_found": _("Not found, or you do not have access. Check the link in your invitation."),
    "no_position": _("Position not found. Check its short name, or leave it out to use the demo position."),
    "method_not_allowed": _("This address does not accept this HTTP method."),
    "wrong_turn": _("You cannot do this with this question right now. Reload the page to see the current question."),
    "answered": _("You have already answered this question. Your first answer was kept."),
    "skipped": _("You have already skipped this question. Answer the one after it."),
    "rephrased": _("This question has already been put in other words. Answer its latest wording, or skip it."),
    "not_ready": _("The interview cannot start until you have given your consent."),
    "over": _("The interview is over."),
    "expired": _("This invitation has expired. Ask the person who invited you for a new link."),
    "cancelled": _("This interview was cancelled. If you did not expect this, ask the person who invited you."),
    # MAX_ANSWER_CHARS. Whatever else may be too large is not written by a person.
    "too_large": _("This is too long. An answer can have at most 4,000 characters."),
    "empty": _("Your answer is empty. Write something first."),
    "consent_required": _("You must give your consent before the interview can start."),
    "too_slow": _("Your connection is too slow to keep up. The page reconnects automatically."),
    "too_many": _("Too many requests. Wait a moment and try again."),
    "too_many_attempts": _(
        "This question has been retried five times in a row. Wait ten minutes before you try again, or tell the "
        "person who invited you."
    ),
    "internal": _("Something went wrong on our side. Try again in a moment."),
    "unavailable": _("The service is temporarily unavailable. Try again in a minute."),
}


def language_of(request: Any, interview_language: str = "") -> str:
    """Return the language that the reader has chosen or asks for, else the interview's, else the site's."""
    asked = settings.LANGUAGE_COOKIE_NAME in request.COOKIES or "HTTP_ACCEPT_LANGUAGE" in request.META
    return get_language_from_request(request) if asked else interview_language or settings.LANGUAGE_CODE


def message_for(scope: Mapping[str, Any], code: str) -> str:
    """Return the message for the reader of a stream, which has an ASGI scope but no Django request."""
    with override(scope_language(scope)):
        return str(MESSAGES[code])


def scope_language(scope: Mapping[str, Any]) -> str:
    """Return the language that the scope's reader asks for."""
    return get_language_from_request(_ScopeRequest(scope))


class _ScopeRequest:
    """The attributes of a request that Django's choice of a language reads."""

    def __init__(self, scope: Mapping[str, Any]) -> None:
        headers = dict(scope["headers"])
        self.META = {"HTTP_ACCEPT_LANGUAGE": headers.get(b"accept-language", b"").decode("latin-1")}
        self.COOKIES = parse_cookie(headers.get(b"cookie", b"").decode("latin-1"))
        self.path_info = scope["path"]
