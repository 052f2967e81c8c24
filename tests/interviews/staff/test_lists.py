"""Every list of the admin takes a fixed number of queries, however many rows it shows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from interviews.models import (
    ApiKey,
    AuditEntry,
    Candidate,
    CandidateRequest,
    Generation,
    Interview,
    Mail,
    Membership,
    Organisation,
    Position,
    Turn,
)
from interviews.record import audit

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
A_PAGE = 100
ROWS = range(A_PAGE + 20)


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("boss"))
    return client


def positions() -> list[Position]:
    made = [Position(title=f"Cook {n}", slug=f"cook-{n}", language="en") for n in ROWS]
    return Position.objects.bulk_create(made)


def interviews() -> list[Interview]:
    people = Candidate.objects.bulk_create(Candidate(name=f"Kim {n}", email=f"{n}@example.com") for n in ROWS)
    made = [
        Interview(position=position, candidate=person, language="en", consented_at=timezone.now(), status="running")
        for position, person in zip(positions(), people, strict=True)
    ]
    return Interview.objects.bulk_create(made)


def turns() -> list[Turn]:
    return Turn.objects.bulk_create(Turn(interview=each, number=1, kind="open", topic="Bread") for each in interviews())


def users() -> list[User]:
    return User.objects.bulk_create(User(username=f"user-{n}", is_staff=True) for n in ROWS)


def trail() -> None:
    for user, interview in zip(users(), interviews(), strict=True):
        audit.write(audit.staff(user), audit.READ, interview)


ROWS_OF: dict[type[Model], Callable[[], Any]] = {
    ApiKey: lambda: ApiKey.objects.bulk_create(ApiKey(name=f"ATS {n}", key_hash=f"{n:064}") for n in ROWS),
    AuditEntry: trail,
    Candidate: interviews,
    CandidateRequest: lambda: CandidateRequest.objects.bulk_create(
        CandidateRequest(interview=each, kind="person") for each in interviews()
    ),
    Generation: lambda: Generation.objects.bulk_create(
        Generation(turn=each, attempt=1, queued_at=timezone.now()) for each in turns()
    ),
    Group: lambda: Group.objects.bulk_create(Group(name=f"group {n}") for n in ROWS),
    Interview: turns,
    Mail: lambda: Mail.objects.bulk_create(Mail(interview=each, kind="invitation") for each in interviews()),
    Membership: lambda: Membership.objects.bulk_create(
        Membership(user=user, position=position, role="observer")
        for user, position in zip(users(), positions(), strict=True)
    ),
    Position: interviews,
    Turn: turns,
    User: users,
}


def lists() -> list[type[Model]]:
    """Return the models that have a list: all but the company, of which there is one, and its page is a form."""
    return [model for model in admin.site._registry if model is not Organisation]


@pytest.mark.parametrize("model", lists(), ids=lambda model: model._meta.model_name)
def test_a_list_takes_few_queries(staff: Client, model: type[Model]) -> None:
    assert model in ROWS_OF, f"say in ROWS_OF how to make rows of {model.__name__}"
    ROWS_OF[model]()
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    with CaptureQueriesContext(connection) as queries:
        page = staff.get(address)
    assert len(page.context["cl"].result_list) == A_PAGE
    assert len(queries) <= MOST_QUERIES, [query["sql"][:120] for query in queries]
