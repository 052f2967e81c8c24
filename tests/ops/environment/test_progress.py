import io
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ops.environment import progress
from ops.environment.progress import Progress
from ops.problem import Problem
from ops.processes.process import Process, wait_until

pytestmark = pytest.mark.process

SOME_TIME = ["sh", "-c", "echo at one; sleep 0.3; echo at two; sleep 0.3"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "LIVE_SECONDS", 0.05)
    monkeypatch.setattr(progress, "QUIET_SECONDS", 0.05)


def test_a_terminal_shows_one_line_that_changes_and_is_cleared(tmp_path: Path) -> None:
    out = Terminal()
    Progress(tmp_path / "log", out, describe=lambda line: line).run(SOME_TIME, doing="a build")
    assert "\r\033[K  0:00  at one\r" in out.getvalue() and "at two\r" in out.getvalue()
    assert "\n" not in out.getvalue() and out.getvalue().endswith("\r\033[K")


def test_a_file_gets_a_line_at_intervals(tmp_path: Path) -> None:
    out = io.StringIO()
    Progress(tmp_path / "log", out).run(SOME_TIME, doing="a build")
    assert set(out.getvalue().splitlines()) == {"  0:00  a build"}


def test_the_log_keeps_every_line_and_a_failure_names_the_last_error(tmp_path: Path) -> None:
    command = ["sh", "-c", "echo one; echo 'ERROR: no wheel' >&2; echo three; exit 1"]
    with pytest.raises(Problem, match=rf"a build failed: ERROR: no wheel\. The full output is in {tmp_path}/log"):
        Progress(tmp_path / "log", io.StringIO()).run(command, doing="a build")
    assert (tmp_path / "log").read_text() == "one\nERROR: no wheel\nthree\n"


def test_an_interrupt_ends_all_processes_of_the_command(tmp_path: Path, running: Callable[[int], bool]) -> None:
    command = ["sh", "-c", "sleep 600 & echo $!; wait"]
    code = "import sys, pathlib; from ops.environment.progress import Progress\n"
    code += f"log = pathlib.Path({str(tmp_path / 'log')!r})\n"
    code += f"Progress(log, sys.stdout).run({command!r}, doing='a build')"
    with Process([sys.executable, "-c", code], log=tmp_path / "out") as builder:
        log = tmp_path / "log"
        builder.wait_for(lambda: log.exists() and log.read_text().endswith("\n"), seconds=10, what="the compiler runs")
        compiler = int(log.read_text())
        os.kill(builder.pid, signal.SIGINT)
        wait_until(lambda: not running(compiler), seconds=15, what="the compiler is gone")
