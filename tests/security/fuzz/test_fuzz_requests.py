"""Anything at all, sent to the API and to the admin: no error of ours, and every refusal says what it is."""

import json
from typing import Any

import pytest
from django.contrib import admin
from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from interviews.composition import current
from tests.security.routes import address, requests_of_the_site
from tests.security.test_access import client, nothing_is_kept
from tests.security.visitors import LINK, Visitor

from .values import scalars, text, tries, values

pytestmark = pytest.mark.django_db

Everybody = dict[str, Visitor]

API = sorted(request for request in requests_of_the_site() if " v1/" in request)
LISTS = sorted(request for request in requests_of_the_site() if request.startswith("GET admin/interviews/"))
FIELDS = ("turn", "text", "message", "interview", "position", "language", "invitation", "consent")
LIKELY = st.sampled_from([1, 2, "I moved the queue.", "en", "backend-developer", LINK, True])
bodies = st.one_of(
    st.dictionaries(st.sampled_from(FIELDS), st.one_of(LIKELY, values), max_size=4).map(json.dumps),
    values.map(json.dumps),
    st.text(max_size=40),
    st.binary(max_size=40),
    st.integers(1, 2000).map(lambda depth: "[" * depth),
)
queries = st.dictionaries(
    st.sampled_from(["last_event_id", "audio", "interview", "language", "id", "q"]), st.one_of(scalars), max_size=2
)


def _columns() -> list[str]:
    names = {field.name for model in admin.site._registry for field in model._meta.get_fields()}
    lookups = ("", "__exact", "__in", "__isnull", "__gte", "__day", "__year", "__icontains", "__id__exact", "__regex")
    return [*sorted(name + lookup for name in names for lookup in lookups), "o", "p", "q", "all", "e", "_popup"]


admin_queries = st.dictionaries(st.sampled_from(_columns()), text, max_size=3)


def send(request: str, visitor: Visitor, query: dict[str, Any], body: str | bytes = b"") -> HttpResponse:
    """Make the request, and undo what it changes."""
    method, _, route = request.partition(" ")
    data = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
    known = {name: str(value).encode("utf-8", "surrogatepass") for name, value in query.items()}
    client().cookies.clear()
    current().redis.flushdb()
    with nothing_is_kept():
        return client().generic(
            method, address(route, visitor.interview), data, "application/json", headers=visitor.headers,
            query_params=known,
        )  # fmt: skip


@given(st.sampled_from(API), st.sampled_from(["stranger", "candidate", "browser", "key"]), queries, bodies)
@tries(150)
def test_whatever_the_api_is_sent_it_answers(
    everybody: Everybody, request_of: str, name: str, query: dict[str, Any], body: str | bytes
) -> None:
    response = send(request_of, everybody[name], query, body)
    is_waiting = request_of == "POST v1/chat" and response.status_code == 503
    assert response.status_code < 500 or is_waiting, request_of
    if response.status_code >= 400:
        assert {"code", "message"} <= set(response.json())


@given(st.sampled_from(LISTS), admin_queries)
@tries(100)
def test_whatever_the_admin_is_asked_it_answers(everybody: Everybody, request_of: str, query: dict[str, Any]) -> None:
    assert send(request_of, everybody["superuser"], query).status_code < 500
