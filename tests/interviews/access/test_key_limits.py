"""What an API key may do, and for how long."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from interviews.access import api_keys, practice, revocation
from interviews.access.practice import PracticeRequest
from interviews.models import ApiKey, Interview, Position
from streaming.host import StreamReader
from tests.interviews.api.chatting import Chat, key, practising
from tests.interviews.api.scenes import refusal

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def baker() -> Position:
    return Position.objects.create(slug="baker", title="Baker", language="en", competencies="Bread")


def expire(made: ApiKey) -> None:
    ApiKey.objects.filter(pk=made.pk).update(expires_at=Now() - timedelta(seconds=1))


def test_an_expired_key_opens_nothing() -> None:
    made, secret = key()
    interview = practising(made)
    ApiKey.objects.filter(pk=made.pk).update(expires_at=Now() + HOUR)
    assert api_keys.find(secret) == made
    expire(made)
    assert api_keys.find(secret) is None
    assert refusal(Chat(secret).say(interview=interview.pk)) == (401, "unauthorized")


def test_an_expired_key_closes_what_is_open() -> None:
    made, _ = key()
    reader = StreamReader("key 1", "candidate", practising(made).pk, ("key", made.pk))
    assert revocation.revoked([reader]) == {}
    expire(made)
    assert revocation.revoked([reader]) == {reader: "unauthorized"}


def test_the_last_use_is_noted_once_a_minute() -> None:
    made, _ = key()
    api_keys.count(made)
    made.refresh_from_db()
    first = made.last_used_at
    assert first
    api_keys.count(made)
    made.refresh_from_db()
    assert made.last_used_at == first
    ApiKey.objects.update(last_used_at=first - timedelta(minutes=2))
    api_keys.count(made)
    made.refresh_from_db()
    assert made.last_used_at and made.last_used_at >= first


def test_a_key_practises_the_demo_positions_and_those_it_was_given() -> None:
    made, secret = key()
    position = baker()
    assert refusal(Chat(secret).say(position="baker")) == (404, "no_position")
    assert not Interview.objects.exists()
    assert practice.create(PracticeRequest(language="en"), made.name, made).position.slug == "demo-en"
    assert practice.create(PracticeRequest("demo-en"), made.name, made).position.slug == "demo-en"
    made.positions.add(position)
    assert practice.create(PracticeRequest("baker"), made.name, made).position == position


def test_staff_practise_any_position() -> None:
    position = baker()
    assert practice.create(PracticeRequest("baker"), "clerk").position == position


def test_a_key_creates_so_many_practice_interviews_a_day_and_no_more() -> None:
    made, _ = key()
    made.practice_per_day = 2
    oldest, _newer = [practice.create(PracticeRequest(), made.name, made) for _ in range(2)]
    with pytest.raises(api_keys.TooManyRequests) as refused:
        practice.create(PracticeRequest(), made.name, made)
    assert 86_000 < refused.value.seconds <= 86_400
    assert made.interviews.count() == 2
    Interview.objects.filter(pk=oldest.pk).update(created_at=timezone.now() - timedelta(days=1, seconds=1))
    assert practice.create(PracticeRequest(), made.name, made)


def test_a_key_beyond_its_days_share_gets_a_429_and_goes_on_with_what_it_has() -> None:
    made, secret = key()
    ApiKey.objects.update(practice_per_day=1)
    interview = practising(made)
    refused = Chat(secret).say()
    assert refusal(refused) == (429, "too_many") and int(refused["Retry-After"]) > 80_000
    assert Chat(secret).say(interview=interview.pk).status_code == 200


def test_the_list_shows_how_a_key_begins(client: Client) -> None:
    made, secret = key()
    client.force_login(User.objects.create_superuser("root"))
    page = client.get(reverse("admin:interviews_apikey_changelist")).content.decode()
    assert made.prefix == secret[:8] and f">{secret[:8]}<" in page
    assert secret not in page


@pytest.mark.parametrize(("hours", "made"), [(-1, 0), (1, 1)])
def test_a_key_cannot_be_made_that_has_expired(client: Client, hours: int, made: int) -> None:
    client.force_login(User.objects.create_superuser("root"))
    at = timezone.localtime(timezone.now() + hours * HOUR)
    fields: dict[str, Any] = {
        "name": "robot", "per_minute": 60, "practice_per_day": 5,
        "expires_at_0": at.strftime("%Y-%m-%d"), "expires_at_1": at.strftime("%H:%M:%S"),
    }  # fmt: skip
    client.post(reverse("admin:interviews_apikey_add"), fields)
    assert ApiKey.objects.count() == made
