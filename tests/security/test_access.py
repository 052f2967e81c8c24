"""Who gets what at each address: access.tsv, which has a row for every URL pattern and a column for every visitor.

A cell is the status of the response, or `login` for a redirect to the page where staff sign in; `*` follows if the
request changed the product's rows. A new URL pattern needs a row: the failing test prints the one that it would get.
Judge each of its cells before you add it.

roles.tsv says the same of the pages for staff, for each role at the position, and for a recruiter elsewhere.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from interviews import services
from interviews.composition import current
from interviews.models import ApiKey, Interview
from tests.interviews.assessing.scenes import allowed
from tests.interviews.evaluation.cards import submitted
from tests.interviews.scenes import SAID

from .routes import address, requests_of_the_site
from .table import ROLES, compare, rows
from .visitors import LINK, Visitor, by_role

pytestmark = pytest.mark.django_db

WRITE = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM) "((?:interviews|auth|django_admin)_\w+)"')
OF_WHAT_IS_OVER = ("/scorecard", "/decision/", "/outcome/")  # addresses that there are of interviews that are over
OF_A_MODEL = ("/scorecards/model/", "/scorecards/parts/")
FOR_STAFF = ("admin/interviews/", "positions/", "staff/")
OPEN_TO_ALL = {"POST v1/sessions"}  # takes no cookie: the invitation is in the body
USED = '"last_used_at"'  # of an API key: not something that a visitor changes


def answered(interview: Interview) -> None:
    services.answer(interview, 1, SAID)


def stopped(interview: Interview) -> None:
    answered(interview)
    services.cancel(interview, 2, by="candidate")


def not_begun(interview: Interview) -> None:
    interview.turns.all().delete()
    Interview.objects.filter(pk=interview.pk).update(status=Interview.Status.READY)


def over(interview: Interview) -> None:
    answered(interview)
    Interview.objects.filter(pk=interview.pk).update(status=Interview.Status.CANCELLED)


def decided(interview: Interview) -> None:
    interview.decisions.create(verdict="reject", reason="So.", decided_by_name="Mina", needs_confirmation=False)


def assessable(interview: Interview) -> None:
    """Let a model assess, and let the superuser be one who has rated."""
    allowed(interview.position)
    submitted(interview, User.objects.get(username="root"), 3, 3)


PREPARED: dict[str, Callable[[Interview], None]] = {
    "start": not_begun,
    "cancel": answered,
    "retry": stopped,
    "delete": over,
}


def body_of(request: str, interview: Interview) -> dict[str, Any]:
    """Return what makes the request succeed, for somebody who may make it."""
    action = request.rstrip("/").rpartition("/")[2].replace("<str:name>", "extend")
    if request.endswith("/organisation/<path:object_id>/change/"):
        return {"request_days": 30, "outcome_days": 14}
    if "/scorecard/" in request:
        return {"rubric": interview.rubric.version, "revision": 0}
    if "/outcome/" in request:
        return {"decision": interview.decisions.get().pk if interview.decisions.exists() else "", "notice": "Hello"}
    bodies: dict[str, dict[str, Any]] = {
        "sessions": {"invitation": LINK, "consent": True},
        "chat": {"interview": interview.pk, "message": ""},
        "answers": {"turn": 1, "text": SAID},
        "draft": {"turn": 1, "text": SAID},
        "skip": {"turn": 1},
        "rephrase": {"turn": 1},
        "cancel": {"turn": 2},
        "retry": {"turn": 2},
        "help": {"kind": "person"},
        "delete": {"post": "yes", "confirmed": "yes"},
        "decision": {"verdict": "withdrawn", "reason": "She took another job."},
        "extend": {"ids": str(interview.pk), "days": 1},
        "<str:language>": {"subject": "Come", "text": "Come to {link}"},
        "links.csv": {"ids": str(interview.pk)},
        "exports": {"ids": str(interview.pk), "format": "csv"},
        "groups": {"people": "external ID,sex\nA-1,female"},
        "discard": {"dimension": "sex"},
        "invite": {"position": interview.position_id, "days": 1, "people": "Lee"},
        "interview": {"action": "replace_links", "_selected_action": interview.pk},
        "apikey": {"action": "revoke", "_selected_action": ApiKey.objects.filter(revoked_at=None)[0].pk},
    }
    return bodies.get(action, {})


@contextmanager
def nothing_is_kept() -> Iterator[list[str]]:
    """Undo what is done inside, and yield a list that names the product's tables whose rows change."""
    changed: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        result = execute(sql, params, many, context)
        found = WRITE.match(sql)
        is_change = found and USED not in sql and (found[1] == "INSERT INTO" or context["cursor"].rowcount)
        if found and is_change:
            changed.append(found[2])
        return result

    with transaction.atomic():
        with connection.execute_wrapper(watch):
            yield changed
        transaction.set_rollback(True)


@cache  # WhiteNoise reads every static file when a client makes its first request
def client(enforce_csrf_checks: bool = False) -> Client:
    return Client(enforce_csrf_checks=enforce_csrf_checks)


def visit(client: Client, request: str, visitor: Visitor) -> HttpResponse:
    """Make the request as this visitor."""
    client.cookies.clear()  # of the one before
    method, _, route = request.partition(" ")
    is_json = route.startswith("v1/")
    body: Any = body_of(request, visitor.interview)
    sent = {"data": json.dumps(body), "content_type": "application/json"} if is_json else {"data": body}
    send = getattr(client, method.lower())
    response: HttpResponse = send(
        address(route, visitor.interview), headers=visitor.headers, **(sent if method == "POST" else {})
    )
    return response


def cell(request: str, visitor: Visitor) -> str:
    """Return the table's cell for this request of this visitor."""
    current().redis.flushdb()  # no requests counted, no worker alive
    with nothing_is_kept() as changed:
        prepare(request, visitor.interview)
        changed.clear()
        response = visit(client(), request, visitor)
    to_sign_in = response.headers.get("Location", "").startswith(reverse("admin:login"))
    return f"{'login' if to_sign_in else response.status_code}{'*' if changed else ''}"


def prepare(request: str, interview: Interview) -> None:
    if any(name in request for name in OF_WHAT_IS_OVER):
        over(interview)
        if "/outcome/" in request:
            decided(interview)
        if any(name in request for name in OF_A_MODEL):
            assessable(interview)
    else:
        PREPARED.get(request.rpartition("/")[2], lambda _: None)(interview)


def test_every_address_has_a_row_and_every_visitor_gets_what_it_says(everybody: dict[str, Visitor]) -> None:
    found = {
        request: {name: cell(request, visitor) for name, visitor in everybody.items()}
        for request in requests_of_the_site()
    }
    compare(found, {request: cells for request, cells in rows().items() if request.startswith(("GET ", "POST "))})


def test_every_page_and_action_for_staff_has_a_row_for_each_role(everybody: dict[str, Visitor]) -> None:
    colleagues = by_role(everybody["superuser"].interview)
    found = {
        request: {name: cell(request, visitor) for name, visitor in colleagues.items()}
        for request in requests_of_the_site()
        if request.partition(" ")[2].startswith(FOR_STAFF)
    }
    compare(found, rows(ROLES), ROLES)


def test_a_page_of_another_site_changes_nothing_with_a_visitors_cookie(everybody: dict[str, Visitor]) -> None:
    posts = [request for request in requests_of_the_site() if request.startswith("POST ")]
    for request in set(posts) - OPEN_TO_ALL:
        for name in ("browser", "superuser"):
            with nothing_is_kept() as changed:
                visit(client(enforce_csrf_checks=True), request, everybody[name])
            assert not changed, f"{request} by {name}"
