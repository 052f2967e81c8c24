"""Signing in to the admin: limits, session, log, passwords."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from interviews.access.sign_in import PER_ADDRESS, PER_USER
from interviews.composition import current
from interviews.models import Position
from tests.interviews.composed import composed, unreachable

pytestmark = pytest.mark.django_db

RIGHT = "four green lamps"
TOO_MANY = "Too many attempts."


@pytest.fixture(autouse=True)
def no_attempts_yet() -> None:
    current().redis.flushdb()


@pytest.fixture
def root() -> User:
    return User.objects.create_superuser("root", password=RIGHT)


def sign_in(user: str = "root", password: str = "wrong", address: str = "10.0.0.1", **headers: str) -> HttpResponse:
    client = Client(REMOTE_ADDR=address, headers={"accept-language": "en", **headers})
    return client.post(reverse("admin:login"), {"username": user, "password": password, "next": "/admin/"})


def is_refused(response: HttpResponse) -> bool:
    return TOO_MANY in response.content.decode()


def told(caplog: pytest.LogCaptureFixture) -> list[tuple[str, Any, Any]]:
    """Return (event, user, address) of the security log's lines."""
    lines: list[Any] = [record.msg for record in caplog.records if record.name == "security"]
    return [(line["event"], line.get("user"), line.get("address")) for line in lines]


def test_after_too_many_failures_even_the_right_password_is_refused_for_a_while(root: User) -> None:
    assert not any(is_refused(sign_in()) for _ in range(PER_USER))
    refused = sign_in(password=RIGHT, address="10.0.0.2")
    assert "Too many attempts. Wait 15 minutes, then try again." in refused.content.decode()
    assert refused.status_code == 200 and "session" not in str(refused.cookies)


def test_a_refused_attempt_does_not_look_at_the_password(root: User, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(PER_USER + 1):
        sign_in()
    failed, refused = (
        ("sign-in failed", root.pk, "10.0.0.1"),
        ("sign-in refused: too many attempts", root.pk, "10.0.0.1"),
    )
    assert told(caplog) == [*[failed] * PER_USER, refused]


def test_other_accounts_are_not_locked_with_it(root: User) -> None:
    User.objects.create_superuser("clerk", password=RIGHT)
    for _ in range(PER_USER + 1):
        sign_in()
    assert sign_in("clerk", RIGHT).status_code == 302


def test_spellings_of_one_name_count_together(root: User) -> None:
    refused = [is_refused(sign_in(name)) for name in ("root", "ROOT", " root ", "Ｒoot", "rOOt", "root")]
    assert refused == [False] * PER_USER + [True]


def test_signing_in_forgets_the_failures(root: User) -> None:
    for _ in range(2):
        for _ in range(PER_USER - 1):
            assert not is_refused(sign_in())
        assert sign_in(password=RIGHT).status_code == 302


def test_an_address_that_tries_many_names_is_refused() -> None:
    refused = [is_refused(sign_in(f"user{number}")) for number in range(PER_ADDRESS + 1)]
    assert refused == [False] * PER_ADDRESS + [True]
    assert not is_refused(sign_in("another", address="10.0.0.2"))


def test_a_client_cannot_choose_its_address() -> None:
    spoofed = [is_refused(sign_in(f"user{n}", **{"x-forwarded-for": f"1.2.3.{n}"})) for n in range(PER_ADDRESS + 1)]
    assert spoofed[-1] is True


def test_without_redis_attempts_are_still_limited(root: User) -> None:
    with composed(redis_address=unreachable()):
        assert [is_refused(sign_in()) for _ in range(PER_USER + 1)] == [False] * PER_USER + [True]


def test_a_form_without_a_password_counts_as_no_attempt(root: User) -> None:
    for _ in range(PER_USER + 1):
        assert not is_refused(sign_in(password=""))
    assert sign_in(password=RIGHT).status_code == 302


def test_nothing_that_was_typed_is_kept_or_logged(caplog: pytest.LogCaptureFixture) -> None:
    sign_in("my password, in the wrong field", "and another")
    stored = b" ".join(current().redis.keys()).decode()
    assert "sign_in_user" in stored
    for place in (stored, caplog.text):
        assert "my password" not in place and "and another" not in place


def test_a_session_of_staff_ends_after_twelve_hours_however_busy_it_is(root: User) -> None:
    client = Client()
    client.post(reverse("admin:login"), {"username": "root", "password": RIGHT})
    ends = client.session.get_expiry_date()
    assert timedelta(hours=11, minutes=59) < ends - timezone.now() <= timedelta(hours=12)
    session = client.session
    session["busy"] = True
    session.save()
    assert client.session.get_expiry_date() == ends


def test_signing_in_and_out_is_logged_with_user_and_address(root: User, caplog: pytest.LogCaptureFixture) -> None:
    client = Client(REMOTE_ADDR="10.0.0.7")
    client.post(reverse("admin:login"), {"username": "root", "password": RIGHT})
    client.post(reverse("admin:logout"))
    assert told(caplog) == [("signed in", root.pk, "10.0.0.7"), ("signed out", root.pk, "10.0.0.7")]


def test_what_is_done_in_the_admin_is_logged_by_ids(root: User, caplog: pytest.LogCaptureFixture) -> None:
    position = Position.objects.create(slug="baker", title="Baker", language="en", competencies="Bread")
    client = Client()
    client.force_login(root)
    number = position.pk
    client.post(reverse("admin:interviews_position_delete", args=[number]), {"post": "yes"})
    lines: list[Any] = [record.msg for record in caplog.records if record.name == "security"]
    asked = {name: lines[-1][name] for name in ("event", "user", "action", "model", "object")}
    assert asked == {
        "event": "admin action", "user": root.pk, "action": "delete",
        "model": "interviews.position", "object": number,
    }  # fmt: skip
    assert "Baker" not in caplog.text


@pytest.mark.parametrize("password", ["superuser", "odd, short!", "928374650192", "sojdlg123aljg", "root.operator"])
def test_weak_passwords_are_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, User(username="root.operator", email="root@example.com"))


def test_twelve_characters_that_are_nobodys_name_are_accepted() -> None:
    validate_password("lamps, green", User(username="root"))


@pytest.mark.parametrize("wrong", ["superuser", "admin"])
def test_seed_refuses_a_weak_admin_password_and_creates_nothing(wrong: str) -> None:
    with override_settings(ADMIN_PASSWORD=wrong), pytest.raises(CommandError, match="ADMIN_PASSWORD: "):
        call_command("seed")
    assert not User.objects.exists() and not Position.objects.exists()


def test_the_message_is_korean_for_korean_readers(root: User) -> None:
    for _ in range(PER_USER):
        sign_in()
    page = sign_in(**{"accept-language": "ko"}).content.decode()
    assert "너무 여러 번 시도했습니다. 15분 뒤에 다시 시도하세요." in page


def test_callers_of_a_limit_are_forgotten_one_by_one(redis_server: Any) -> None:
    limiter = current().rate_limiter
    hit: Callable[[str], bool] = lambda caller: limiter.hit("door", caller, 1, 15) == 0  # noqa: E731
    assert [hit("a"), hit("b"), hit("a")] == [True, True, False]
    limiter.forget("door", "a", 1, 15)
    assert [hit("a"), hit("b")] == [True, False]
