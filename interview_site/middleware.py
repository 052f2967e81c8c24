"""The site's own middleware."""

from collections.abc import Callable

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseBase, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.utils.decorators import sync_only_middleware
from django.utils.translation import get_language_from_request, override

from interviews.api.routes import refusal

View = Callable[[HttpRequest], HttpResponseBase]
API = "/v1/"
# What Django makes of a form that cannot be read. It answers 400, but not to an address that is not there.
UNREADABLE = (MultiPartParserError, BadRequest, SuspiciousOperation)


@sync_only_middleware
def read_body(get_response: View) -> View:
    """Read the body before anybody else, as UTF-8. The answer is a 400 if a form cannot be read."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        # Whatever the client says: some of Python's encodings are none of text, and some give halves of characters.
        request.encoding = "utf-8"
        try:
            if request.path.startswith(API):
                _ = request.body  # the check of the origin reads a form, after which there is no body any more
            _ = request.POST
        except UNREADABLE as error:
            return _refused(request, error)
        except UnreadablePostError:
            pass  # the client has hung up; who needs the body notices
        return get_response(request)

    return answer


def _refused(request: HttpRequest, error: Exception) -> HttpResponseBase:
    if not request.path.startswith(API):
        with override(get_language_from_request(request)):
            return HttpResponseBadRequest(render_to_string("400.html"))  # Django's own view would read the form again
    return refusal(request, "too_large" if isinstance(error, RequestDataTooBig) else "malformed")


@sync_only_middleware
def one_thread(get_response: View) -> View:
    """Pass the request on.

    Because it is sync-only and innermost, Django runs the whole stack in one thread hop, not each middleware in two.
    """
    return get_response
