"""When the time of an interview is up, and who is told."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from interviews import services
from interviews.models import Interview, Position
from interviews.notices.notices import Notices
from interviews.record.snapshot import snapshot
from tests.interviews.scenes import ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def limited() -> Interview:
    """A running interview of ten minutes."""
    interview = ready()
    Position.objects.update(time_limit_minutes=10)
    interview.refresh_from_db()
    services.start(interview)
    return interview


def test_the_end_counts_from_the_start_and_has_the_extra_time(limited: Interview) -> None:
    assert limited.started_at
    assert limited.ends_at == limited.started_at + timedelta(minutes=10)
    limited.extra_time_percent = 50
    assert limited.ends_at == limited.started_at + timedelta(minutes=15)
    assert datetime.fromisoformat(snapshot(limited)["ends_at"]).utcoffset() is not None


def test_without_a_limit_before_the_start_and_after_the_end_there_is_no_end(limited: Interview) -> None:
    limited.status = Interview.Status.FINISHED
    assert "ends_at" not in snapshot(limited)
    waiting = ready()
    assert waiting.ends_at is None
    assert "ends_at" not in snapshot(waiting)


@pytest.mark.django_db(transaction=True)
def test_extra_time_given_in_the_admin_reaches_open_pages(
    client: Client, limited: Interview, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []
    monkeypatch.setattr(Notices, "state_changed", lambda _self, *args: told.append(args))
    client.force_login(User.objects.create_superuser("admin"))
    address = reverse("admin:interviews_interview_change", args=[limited.pk])
    form = client.get(address).context["adminform"].form
    given = {**{name: form[name].value() or "" for name in form.fields}, "extra_time_percent": 100}
    for prefix in ("requests", "turns"):
        given |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    response = client.post(address, given)
    assert response.status_code == 302, response.context["errors"]
    assert told == [(limited.pk, "running")]
