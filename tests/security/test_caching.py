"""No cache keeps what is about somebody: neither a proxy's nor the browser's, which the next person may look into."""

import pytest

from .routes import requests_of_the_site
from .test_access import client, nothing_is_kept, prepare, visit
from .visitors import Visitor

pytestmark = pytest.mark.django_db

# What everybody may see, and what is the same for all.
PUBLIC = {
    "GET ",
    "GET admin/jsi18n/",
    "GET healthz",
    "GET metrics",
    "GET v1/docs",
    "GET v1/openapi.json",
}


def may_be_kept(request: str, visitor: Visitor) -> bool:
    with nothing_is_kept():
        prepare(request, visitor.interview)
        response = visit(client(), request, visitor)
    return response.status_code == 200 and "no-store" not in response.headers.get("Cache-Control", "")


def test_only_what_is_public_may_be_kept_by_a_cache(everybody: dict[str, Visitor]) -> None:
    gets = [request for request in requests_of_the_site() if request.startswith("GET ")]
    who = [everybody[name] for name in ("superuser", "browser", "candidate", "key")]
    assert {request for request in gets if any(may_be_kept(request, visitor) for visitor in who)} == PUBLIC
