"""Values that one database takes and another refuses. Runs on SQLite here and on PostgreSQL by test_postgresql.py."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("turn/?topic=a%00b", 400),
        ("generation/?model=%00", 400),
        ("turn/?topic__icontains=%00", 400),
        ("turn/?id=99999999999999999999", 200),
        ("turn/?number__gt=99999999999999999999", 200),
        ("turn/?queued_at__year=2026&queued_at__month=11&queued_at__day=99999999999", 400),
        ("turn/?question__regex=(", 400),
        ("turn/?id__range=5", 400),
        ("99999999999999999999/", 404),
        ("turn/?topic=Redis", 200),
    ],
)
def test_a_value_is_refused_or_finds_nothing(query: str, status: int) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_superuser("root"))
    assert client.get(f"/admin/interviews/{query}", follow=True).status_code == status
