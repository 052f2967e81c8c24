"""What PUBLIC_URL and HSTS_SECONDS do to cookies and headers, and where messages are kept."""

import os
import subprocess
import sys

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client, override_settings
from django.urls import reverse

from ops import ROOT

NAMES = "SESSION_COOKIE_NAME CSRF_COOKIE_NAME SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_HSTS_SECONDS"


def settings(**environment: str) -> subprocess.CompletedProcess[str]:
    program = f"from interview_site import settings as s; print(*(getattr(s, n) for n in '{NAMES}'.split()))"
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=os.environ | environment, capture_output=True, text=True
    )


@pytest.mark.process
@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"PUBLIC_URL": "http://127.0.0.1:8001"}, "session_8001 csrftoken False False 0\n"),
        ({"PUBLIC_URL": "https://a.example"}, "__Host-session_https __Host-csrftoken True True 0\n"),
        (
            {"PUBLIC_URL": "https://a.example:8443", "HSTS_SECONDS": "3600"},
            "__Host-session_8443 __Host-csrftoken True True 3600\n",
        ),
    ],
)
def test_cookies_under_https_are_bound_to_the_host(environment: dict[str, str], told: str) -> None:
    assert settings(**environment).stdout == told


@pytest.mark.process
@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"PUBLIC_URL": "http://a.example", "HSTS_SECONDS": "60"}, "HSTS_SECONDS: PUBLIC_URL is not https."),
        ({"PUBLIC_URL": "https://a.example", "HSTS_SECONDS": "a year"}, "HSTS_SECONDS: 'a year' is not a whole number"),
    ],
)
def test_a_wrong_hsts_setting_stops_with_one_line(environment: dict[str, str], told: str) -> None:
    stopped = settings(**environment)
    assert stopped.returncode == 1
    assert stopped.stderr.startswith(told) and stopped.stderr.count("\n") == 1


@pytest.mark.django_db
def test_hsts_is_sent_over_https() -> None:
    with override_settings(SECURE_HSTS_SECONDS=3600):
        assert Client().get("/healthz", secure=True)["Strict-Transport-Security"] == "max-age=3600"
        assert "Strict-Transport-Security" not in Client().get("/healthz")


@pytest.mark.django_db
def test_a_key_that_is_shown_once_is_in_no_cookie_and_gone_from_the_session() -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    made = client.post(
        reverse("admin:interviews_apikey_add"), {"name": "robot", "per_minute": 60, "practice_per_day": 5}
    )
    assert "messages" not in made.cookies
    assert "(shown only once)" in str(Session.objects.get().get_decoded())
    page = client.get(made.headers["Location"]).content.decode()
    assert "<code>" in page
    assert "shown only once" not in str(Session.objects.get().get_decoded())
    assert "<code>" not in client.get(made.headers["Location"]).content.decode()
