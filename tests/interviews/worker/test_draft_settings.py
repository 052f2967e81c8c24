"""LLM_DRAFTS: its default, and when it has no effect."""

import os
import subprocess
import sys

import pytest

from ops import ROOT

pytestmark = pytest.mark.process

REMOTE = {"LLM_BACKEND": "openai", "LLM_MODEL": "m", "LLM_BASE_URL": "http://127.0.0.1:8080/v1"}


def drafts(**environment: str) -> subprocess.CompletedProcess[str]:
    program = "from interview_site import settings; print(settings.LLM_DRAFTS)"
    unset = dict.fromkeys(("LLM_BACKEND", "LLM_MODEL", "LLM_BASE_URL", "LLM_DRAFTS"), "")
    return subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=os.environ | unset | environment, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({}, "True\n"),
        ({"LLM_DRAFTS": "1"}, "True\n"),
        ({"LLM_DRAFTS": "off"}, "False\n"),
        (REMOTE, "False\n"),
        (REMOTE | {"LLM_DRAFTS": "on"}, "False\n"),
    ],
)
def test_a_local_model_reads_drafts_by_default(environment: dict[str, str], told: str) -> None:
    assert drafts(**environment).stdout == told


def test_a_value_other_than_on_and_off_stops_the_start_with_one_line() -> None:
    stopped = drafts(LLM_DRAFTS="perhaps")
    assert stopped.returncode == 1
    assert stopped.stderr == "LLM_DRAFTS: 'perhaps' is not a boolean. Set it to 1 or 0\n"
