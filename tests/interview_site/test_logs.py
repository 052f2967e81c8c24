"""What LOG_LEVEL and LOG_FORMAT do."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ops import ROOT

pytestmark = pytest.mark.process
PROGRAM = """
import logging, interview_site.settings
from interviews.request_id import set_request_id
set_request_id("proxy-4711")
log = logging.getLogger("interviews")
log.info("started")
logging.getLogger("django.security.DisallowedHost").error("Invalid HTTP_HOST header")  # from any stranger
log.warning("waits at /i/secret/ for %s", "Redis")
log.warning("Not Found: %s", "/I//secret/help/")
"""


def logged(tmp_path: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "SECRET_KEY": "test", "DATA_DIR": str(tmp_path), **settings}
    return subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, env=env, capture_output=True, text=True)


def test_json_has_a_line_for_each_record(tmp_path: Path) -> None:
    started, waits, not_found = map(json.loads, logged(tmp_path, LOG_FORMAT="json").stderr.splitlines())
    assert (started["event"], started["level"], started["logger"]) == ("started", "info", "interviews")
    assert started["request"] == waits["request"] == "proxy-4711"
    assert waits["event"] == "waits at /i/…/ for Redis"
    assert not_found["event"] == "Not Found: /I/…/help/"  # a link that was mistyped still has the secret


def test_a_level_leaves_out_what_is_below_it(tmp_path: Path) -> None:
    lines = logged(tmp_path, LOG_LEVEL="WARNING").stderr.splitlines()
    assert len(lines) == 2
    assert all("level=warning" in line and "request=proxy-4711" in line for line in lines)


def test_a_wrong_name_of_a_header_stops_the_process(tmp_path: Path) -> None:
    run = logged(tmp_path, REQUEST_ID_HEADER="X-Request-ID: 1")
    assert (run.returncode, run.stderr.count("\n")) == (1, 1)
    assert run.stderr.startswith("REQUEST_ID_HEADER: 'X-Request-ID: 1' is not the name of a header.")


def test_an_unknown_format_stops_the_process(tmp_path: Path) -> None:
    run = logged(tmp_path, LOG_FORMAT="xml")
    assert run.returncode != 0
    assert run.stderr == "LOG_FORMAT: 'xml' is unknown. Choose one of: text, json\n"
