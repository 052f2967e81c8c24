"""The site's own middleware."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import sync_only_middleware


@sync_only_middleware
def one_thread(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Pass the request on.

    Because it is sync-only and innermost, Django runs the whole stack in one thread hop, not each middleware in two.
    """
    return get_response
