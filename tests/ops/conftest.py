import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ops.processes.process import Process

HERE = Path(__file__).parent


def toy(name: str, *behaviour: str) -> list[str]:
    """Return the command of a child that prints what happens to it; see toy_child.py."""
    return [sys.executable, str(HERE / "processes/toy_child.py"), name, *behaviour]


@pytest.fixture
def toy_supervisor() -> Callable[..., list[str]]:
    """Return a function that makes the command of a supervisor, which starts toy children in the given order."""

    def command(grace_seconds: float = 10, **children: list[str]) -> list[str]:
        plan = {"grace_seconds": grace_seconds, "children": {n: toy(n, *how) for n, how in children.items()}}
        return [sys.executable, str(HERE / "processes/toy_supervisor.py"), json.dumps(plan)]

    return command


@pytest.fixture
def supervise(tmp_path: Path, toy_supervisor: Callable[..., list[str]]) -> Iterator[Callable[..., Process]]:
    """Return a function that starts a supervisor and waits for its children: supervise(redis=[...], web=[...])."""
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
    """Return a function that returns whether the process with an id runs. A zombie does not run."""

    def is_running(pid: int) -> bool:
        try:
            return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
        except (FileNotFoundError, ProcessLookupError):
            return False

    return is_running


@pytest.fixture
def bare_environment() -> dict[str, str]:
    """Return this process's environment without the variables that the product reads."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
