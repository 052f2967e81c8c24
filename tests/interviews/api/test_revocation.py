"""Revoked access ends the streams that are open."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async as in_thread
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from interviews import services
from interviews.access import api_keys, revocation
from interviews.models import AccessToken, ApiKey, Interview, Membership, Position
from streaming.host import StreamReader
from tests.interviews.scenes import asked
from tests.interviews.stream_clients import (
    bearer_header,
    candidate_cookie,
    open_websocket,
    sse_status,
    staff_cookie,
    websocket_refusal,
)
from tests.streaming.clients import SseClient, hear_until

from .chatting import key, practising

pytestmark = pytest.mark.django_db(transaction=True)

Headers = dict[str, str]
OWN = {"origin": settings.PUBLIC_URL}


def by_token() -> tuple[Interview, Headers]:
    interview = asked()
    return interview, {"authorization": bearer_header(interview)}


def by_key() -> tuple[Interview, Headers]:
    made, secret = key()
    return practising(made), {"authorization": f"Bearer {secret}"}


def by_cookie() -> tuple[Interview, Headers]:
    interview = asked()
    services.make_invitation(interview)
    return interview, {"cookie": candidate_cookie(interview), **OWN}


def by_staff() -> tuple[Interview, Headers]:
    return asked(), {"cookie": staff_cookie("view_interview"), **OWN}


def by_role() -> tuple[Interview, Headers]:
    interview, headers = asked(), {"cookie": staff_cookie(), **OWN}
    Membership.objects.create(user=User.objects.get(), role=Membership.Role.RECRUITER, position=interview.position)
    return interview, headers


def invite_again(interview: Interview) -> None:
    services.make_invitation(interview)
    services.make_invitation(interview)


def deactivate(_: Interview) -> None:
    User.objects.update(is_active=False)


def move_role(_: Interview) -> None:
    other = Position.objects.create(slug="other", title="Other", language="en", competencies="Bread")
    Membership.objects.update(position=other)


def change_password(_: Interview) -> None:
    clerk = User.objects.get()
    clerk.set_password("another")
    clerk.save()


CASES: list[tuple[Callable[[], Any], Callable[[Interview], object], int, str]] = [
    (by_token, lambda _: AccessToken.objects.update(expires_at=Now() - timedelta(seconds=1)), 401, "unauthorized"),
    (by_token, invite_again, 401, "unauthorized"),
    (by_token, lambda i: i.delete(), 404, "not_found"),
    (by_token, lambda _: Interview.objects.update(status="cancelled"), 410, "cancelled"),
    (by_key, lambda _: api_keys.revoke(ApiKey.objects.all()), 401, "unauthorized"),
    (by_key, lambda _: ApiKey.objects.update(expires_at=Now() - timedelta(seconds=1)), 401, "unauthorized"),
    (by_key, lambda i: i.delete(), 404, "not_found"),
    (by_key, lambda _: Interview.objects.update(status="cancelled"), 410, "cancelled"),
    (by_cookie, lambda _: Session.objects.all().delete(), 401, "unauthorized"),
    (by_cookie, invite_again, 401, "unauthorized"),
    (by_cookie, lambda _: Interview.objects.update(status="cancelled"), 410, "cancelled"),
    (by_staff, lambda _: Session.objects.all().delete(), 401, "unauthorized"),
    (by_staff, change_password, 401, "unauthorized"),
    (by_staff, lambda _: User.objects.get().user_permissions.clear(), 404, "not_found"),
    (by_staff, deactivate, 404, "not_found"),
    (by_staff, lambda _: User.objects.update(is_staff=False), 404, "not_found"),
    (by_role, lambda _: Membership.objects.all().delete(), 404, "not_found"),
    (by_role, move_role, 404, "not_found"),
    (by_staff, lambda i: i.delete(), 404, "not_found"),
]


@pytest.mark.parametrize(("enter", "revoke", "status", "code"), CASES)
async def test_what_is_revoked_ends_what_is_open(site: Any, enter: Any, revoke: Any, status: int, code: str) -> None:
    interview, headers = await in_thread(enter)()
    number = interview.pk
    ws = await open_websocket(site, number, **headers)
    sse = await SseClient(site, number, **headers).begin()
    await hear_until(ws, "interview.state")
    await sse.read_until(b"interview.state")
    await site.hub.doorkeeper.check()
    await in_thread(revoke)(interview)
    await site.hub.doorkeeper.check()
    assert await websocket_refusal(ws) == (4000 + status, code)
    await sse.body()
    assert (sse.events[-1]["type"], sse.events[-1]["code"]) == ("error", code)
    assert (await sse_status(site, number, **headers))[0] >= 401
    await sse.send_input({"type": "http.disconnect"})
    await sse.wait(10)


def test_a_check_takes_as_many_queries_for_five_hundred_readers_as_for_one() -> None:
    interview = asked()
    tokens = [
        AccessToken(interview=interview, token_hash=str(n), expires_at=Now() + timedelta(hours=1)) for n in range(500)
    ]
    AccessToken.objects.bulk_create(tokens)
    readers = [
        StreamReader("candidate", "candidate", interview.pk, ("token", pk))
        for pk in AccessToken.objects.values_list("pk", flat=True)
    ]
    with CaptureQueriesContext(connection) as queries:
        assert revocation.revoked(readers) == {}
    assert len(queries) <= 3
