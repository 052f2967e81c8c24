"""What the garbage collector of a web process goes through, because streams stand still meanwhile."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ops import ROOT

PROGRAM = "import gc, interview_site.asgi; gc.collect(); print(gc.get_freeze_count(), len(gc.get_objects()))"


@pytest.mark.process
def test_a_collection_leaves_out_what_was_imported(tmp_path: Path) -> None:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "interview_site.settings", "SECRET_KEY": "test"}
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**env, "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    frozen, collected = map(int, run.stdout.split())
    assert frozen > 100_000 > 5_000 > collected
