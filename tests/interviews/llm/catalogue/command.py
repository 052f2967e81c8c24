"""Runs `manage.py fetchmodel` as people do, on a catalogue with tiny models."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from ops import ROOT
from ops.processes.process import wait_until
from ops.stack import UNSET

MODULE = "tests.interviews.llm.catalogue.tiny_catalogue"


class FetchModel:
    """The command, on one DATA_DIR. `environment` is added to that of this process."""

    def __init__(self, data_dir: Path, **environment: str) -> None:
        self.models = data_dir / "models"
        site = {"DJANGO_SETTINGS_MODULE": "interview_site.settings", "SECRET_KEY": "x"}
        self.environment = os.environ | UNSET | site | {"DATA_DIR": str(data_dir), **environment}

    def run(self, *names: str, prefix: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        command = [*prefix, sys.executable, "-m", MODULE, "fetchmodel", *names]
        return subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=120)

    def refused(self, *names: str, prefix: tuple[str, ...] = ()) -> str:
        """Run the command, which must fail with one line, and return the line. The model must not be in its place."""
        done = self.run(*names, prefix=prefix)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
        assert not (self.models / f"{names[0]}.gguf").exists()
        return done.stderr

    def interrupted_at(self, name: str, least_bytes: int) -> subprocess.CompletedProcess[str]:
        """Run the command, and press Ctrl-C once so many bytes were fetched."""
        command = [sys.executable, "-m", MODULE, "fetchmodel", name]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with subprocess.Popen(command, cwd=ROOT, env=self.environment, text=True, **pipes) as running:
            wait_until(lambda: self.held(name) >= least_bytes, seconds=60, what=f"{least_bytes} bytes were fetched")
            running.send_signal(signal.SIGINT)
            out, err = running.communicate(timeout=30)
        return subprocess.CompletedProcess(command, running.returncode, out, err)

    def held(self, name: str) -> int:
        """Return how many bytes of an unfinished download are kept."""
        partial = self.models / f".{name}.part"
        return partial.stat().st_size if partial.exists() else 0
