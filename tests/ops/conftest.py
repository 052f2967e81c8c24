import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ops.process import Process

HERE = Path(__file__).parent


def toy(name: str, *behaviour: str) -> list[str]:
    """The command of a child that tells what happens to it; see toy_child.py."""
    return [sys.executable, str(HERE / "toy_child.py"), name, *behaviour]


@pytest.fixture
def toy_supervisor() -> Callable[..., list[str]]:
    """The command of a supervisor of toy children, which it starts in the order given."""

    def command(grace_seconds: float = 10, **children: list[str]) -> list[str]:
        plan = {"grace_seconds": grace_seconds, "children": {n: toy(n, *how) for n, how in children.items()}}
        return [sys.executable, str(HERE / "toy_supervisor.py"), json.dumps(plan)]

    return command


@pytest.fixture
def supervise(tmp_path: Path, toy_supervisor: Callable[..., list[str]]) -> Iterator[Callable[..., Process]]:
    """A running supervisor whose children all run: supervise(redis=[...], web=[...], grace_seconds=5)."""
    started: list[Process] = []

    def start(grace_seconds: float = 10, **children: list[str]) -> Process:
        command = toy_supervisor(grace_seconds, **children)
        started.append(Process(command, log=tmp_path / "supervisor.log").start())
        for name in children:
            started[-1].wait_for_output(f"{name} runs as ")
        return started[-1]

    yield start
    for process in started:
        process.kill()


@pytest.fixture
def running() -> Callable[[int], bool]:
    """Whether a process of that id runs (a zombie does not)."""

    def is_running(pid: int) -> bool:
        try:
            return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
        except (FileNotFoundError, ProcessLookupError):
            return False

    return is_running


@pytest.fixture
def bare_environment() -> dict[str, str]:
    """This process's environment without anything that would tell a product what to do."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
