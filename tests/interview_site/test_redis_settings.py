"""REDIS_URL and the sentinels: invalid settings, and where clients connect."""

import os
import subprocess
import sys

import pytest

from ops import ROOT

pytestmark = pytest.mark.process

SENTINELS = {"REDIS_SENTINELS": "10.0.0.1:26379, sentinel.example:26380,[fd00::1]:26379", "REDIS_MASTER": "interviews"}


def settings(shown: str, **environment: str) -> subprocess.CompletedProcess[str]:
    program = f"from interview_site import settings as s; print({shown})"
    unset = dict.fromkeys(("REDIS_SENTINELS", "REDIS_MASTER", "REDIS_SENTINEL_PASSWORD"), "")
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=os.environ | unset | environment, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    "wrong", ["10.0.0.1", "10.0.0.1:", ":26379", "10.0.0.1:26379,", "a:b", "a:70000", "[::1", "redis://a:1", "p@a:1"]
)
def test_an_invalid_sentinel_address_stops_with_one_line(wrong: str) -> None:
    stopped = settings("s.REDIS", REDIS_SENTINELS=wrong, REDIS_MASTER="interviews")
    assert stopped.returncode == 1
    assert stopped.stderr.startswith("REDIS_SENTINELS: ") and stopped.stderr.count("\n") == 1
    assert "is not host:port. For example 10.0.0.1:26379,10.0.0.2:26379" in stopped.stderr


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        (SENTINELS | {"REDIS_MASTER": ""}, "REDIS_MASTER: not set. REDIS_SENTINELS needs the master's name"),
        ({"REDIS_MASTER": "interviews"}, "REDIS_SENTINELS: not set. REDIS_MASTER and REDIS_SENTINEL_PASSWORD need"),
        ({"REDIS_SENTINEL_PASSWORD": "quoted"}, "REDIS_SENTINELS: not set. REDIS_MASTER and REDIS_SENTINEL_PASSWORD"),
        (
            SENTINELS | {"REDIS_URL": "unix:///run/redis.sock"},
            "REDIS_URL: cannot be a socket if REDIS_SENTINELS is set.",
        ),
        ({"REDIS_URL": "redis+sentinel://a:1/interviews"}, "REDIS_URL: not a URL of the form redis://..."),
    ],
)
def test_conflicting_settings_stop_with_one_line(environment: dict[str, str], told: str) -> None:
    stopped = settings("s.REDIS", **environment)
    assert stopped.returncode == 1
    assert stopped.stderr.startswith(told) and stopped.stderr.count("\n") == 1
    assert "quoted" not in stopped.stderr


def test_sentinels_are_read_and_passwords_are_hidden() -> None:
    told = settings("s.REDIS", **SENTINELS, REDIS_URL="redis://:quoted@/2", REDIS_SENTINEL_PASSWORD="quoted")
    assert told.stdout == (
        "RedisAddress(sentinels=(('10.0.0.1', 26379), ('sentinel.example', 26380), ('fd00::1', 26379)),"
        " master='interviews')\n"
    )


@pytest.mark.parametrize("client", ["client", "threads_client"])
def test_behind_sentinels_the_url_gives_user_password_database_and_tls_and_no_host(client: str) -> None:
    pool = f"s.REDIS.{client}().connection_pool"
    names = "host port username password db"
    shown = f"{pool}.connection_class.__name__, [{pool}.connection_kwargs.get(n) for n in '{names}'.split()]"
    told = settings(shown, **SENTINELS, REDIS_URL="rediss://ada:secret@elsewhere:1/2")
    assert told.stdout == "SentinelManagedSSLConnection [None, None, 'ada', 'secret', 2]\n"
