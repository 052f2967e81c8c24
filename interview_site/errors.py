"""Responses when no view has produced one: JSON under /v1/, an HTML page elsewhere."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views import defaults

from interviews.api.routes import refusal

UNAVAILABLE = 503
RETRY_SECONDS = 10


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith("/v1/"):
        return refusal(request, "not_found")
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    # Django calls this while it handles the exception, but does not pass the exception.
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return _database_unavailable(request)
    if request.path.startswith("/v1/"):
        return refusal(request, "internal")
    return defaults.server_error(request)


def _database_unavailable(request: HttpRequest) -> HttpResponse:
    response = refusal(request, "unavailable") if request.path.startswith("/v1/") else _unavailable_page(request)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _unavailable_page(request: HttpRequest) -> HttpResponse:
    """Render the page without the request, because context processors would use the database."""
    language = getattr(request, "LANGUAGE_CODE", "") or translation.get_language_from_request(request)
    with translation.override(language):
        return HttpResponse(render_to_string("503.html"), status=UNAVAILABLE)
