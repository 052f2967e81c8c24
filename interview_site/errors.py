"""What is said where no view answers: JSON under /v1/, a page elsewhere."""

from django.http import HttpRequest, HttpResponse
from django.views import defaults

from interviews.api import refusal


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith("/v1/"):
        return refusal(request, "not_found")
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    if request.path.startswith("/v1/"):
        return refusal(request, "internal")
    return defaults.server_error(request)
