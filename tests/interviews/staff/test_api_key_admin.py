"""API keys in the admin."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from interviews import demo, services
from interviews.access import api_keys
from interviews.access.tokens import token_hash
from interviews.models import ApiKey
from tests.interviews.api.chatting import key
from tests.interviews.stream_clients import staff_cookie

pytestmark = pytest.mark.django_db

LIST = "admin:interviews_apikey_changelist"
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def admin() -> Client:
    client = Client(headers=ENGLISH)
    client.force_login(User.objects.create_superuser("root"))
    return client


def make(admin: Client, **fields: Any) -> str:
    """Return the page that follows."""
    data = {"name": "robot", "per_minute": 60, "practice_per_day": 200, **fields}
    return admin.post(reverse("admin:interviews_apikey_add"), data, follow=True).content.decode()


def test_a_new_key_is_shown_once_and_kept_as_its_hash(admin: Client) -> None:
    page = make(admin, per_minute=7)
    found = re.search(r"<code>([A-Za-z0-9_-]{43})</code>", page)
    assert found
    made = ApiKey.objects.get()
    assert (made.key_hash, made.per_minute, str(made.created_by)) == (token_hash(found[1]), 7, "root")
    assert api_keys.find(found[1]) == made
    for address in (reverse(LIST), reverse("admin:interviews_apikey_change", args=[made.pk])):
        assert found[1] not in admin.get(address).content.decode()


@pytest.mark.parametrize("fields", [{"per_minute": 0}, {"per_minute": 6001}, {"name": ""}])
def test_a_key_needs_a_name_and_a_valid_limit(admin: Client, fields: dict[str, Any]) -> None:
    make(admin, **fields)
    assert not ApiKey.objects.exists()


def test_a_new_limit_keeps_the_key(admin: Client) -> None:
    make(admin)
    made = ApiKey.objects.get()
    change = reverse("admin:interviews_apikey_change", args=[made.pk])
    page = admin.post(change, {"name": "robot", "per_minute": 5, "practice_per_day": 200}, follow=True).content.decode()
    changed = ApiKey.objects.get()
    assert (changed.per_minute, changed.key_hash) == (5, made.key_hash)
    assert "<code>" not in page


def test_the_list_shows_who_created_a_key_and_how_many_interviews_it_created(admin: Client) -> None:
    make(admin)
    for _ in range(3):
        services.create_practice(demo.position("en"), "robot", key=ApiKey.objects.get())
    page = admin.get(reverse(LIST)).content.decode()
    assert '<td class="field-created_by nowrap">root</td>' in page
    assert '<td class="field-practice_count">3</td>' in page


def test_a_key_is_revoked_from_the_list_and_not_deleted(admin: Client) -> None:
    make(admin)
    made = ApiKey.objects.get()
    chosen = {"action": "revoke", "_selected_action": [made.pk]}
    page = admin.post(reverse(LIST), chosen, follow=True).content.decode()
    made.refresh_from_db()
    assert made.revoked_at
    assert "Keys revoked: 1." in page
    assert "delete_selected" not in page
    assert admin.post(reverse("admin:interviews_apikey_delete", args=[made.pk])).status_code == 403


def test_with_view_permission_alone_no_key_is_created_or_revoked() -> None:
    made, _ = key()
    client = Client(headers=ENGLISH)
    client.cookies[settings.SESSION_COOKIE_NAME] = staff_cookie("view_apikey").partition("=")[2]
    client.post(reverse(LIST), {"action": "revoke", "_selected_action": [made.pk]})
    made.refresh_from_db()
    assert made.revoked_at is None
    assert client.get(reverse("admin:interviews_apikey_add")).status_code == 403
