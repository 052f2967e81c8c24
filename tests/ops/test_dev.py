import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from ops import ROOT
from ops.processes.ports import free_port
from ops.processes.process import Process, wait_until

from .test_run import processes_of

pytestmark = pytest.mark.process


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Provide a checkout that the test may edit."""
    for name in ("interview_site", "interviews", "streaming", "templates", "locale", "ops"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    for name in ("Procfile", "manage.py", ".venv", "static", "demo_model"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


@pytest.fixture
def dev(checkout: Path, bare_environment: dict[str, str]) -> Iterator[Process]:
    """Run the launcher of `make dev` in `checkout`, until it watches for changes."""
    env = bare_environment | {"DATA_DIR": str(checkout / "var"), "PORT": str(free_port())}
    variables = [f"{name}={value}" for name, value in env.items()]
    command = ["env", "-i", "-C", str(checkout), *variables, ".venv/bin/python", "-m", "ops.dev"]
    with Process(command, log=checkout / "dev.log") as running:
        running.wait_for_output("for changes.", seconds=60)
        yield running


def services(folder: Path) -> set[int]:
    """Return the ids of the web and worker processes, without Redis and the launcher."""
    found = set()
    for pid in processes_of(folder):
        with suppress(OSError):  # it has just exited
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
            if b"daphne\0" in command or b"runworker" in command:
                found.add(pid)
    return found


def wait_for_restart(dev: Process, checkout: Path, before: set[int]) -> None:
    """Wait until web and worker run as other processes than `before`."""

    def both_are_new() -> bool:
        now = services(checkout / "var")
        return len(now) == 2 and not now & before

    dev.wait_for(both_are_new, 60, "web and worker are new")


def test_web_and_worker_restart_when_a_source_or_a_translation_changes(dev: Process, checkout: Path) -> None:
    before = services(checkout / "var")
    assert len(before) == 2
    with (checkout / "interviews/apps.py").open("a") as file:
        file.write("# edited\n")
    dev.wait_for_output("interviews/apps.py changed; restarting web and worker.")
    wait_for_restart(dev, checkout, before)

    po = checkout / "locale/ko/LC_MESSAGES/django.po"
    mo = po.with_suffix(".mo")
    before, compiled = services(checkout / "var"), mo.read_bytes()
    po.write_text(po.read_text().replace("면접이", "이 면접이"))
    wait_for_restart(dev, checkout, before)
    assert mo.read_bytes() != compiled

    os.kill(dev.pid, signal.SIGINT)
    assert dev.wait(30) == 0
    wait_until(lambda: processes_of(checkout / "var") == [], seconds=10, what="no process is left")


def test_web_starts_again_once_a_broken_source_file_is_fixed(dev: Process, checkout: Path) -> None:
    source = checkout / "interview_site/asgi.py"
    text = source.read_text()
    source.write_text("def\n")
    dev.wait_for_output("web exited with status 1")
    source.write_text(text)
    dev.wait_for(lambda: dev.log.read_text().count("interview_site/asgi.py changed") == 2, 30, "the change is noticed")
    wait_for_restart(dev, checkout, set())
