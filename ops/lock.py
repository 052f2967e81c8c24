"""`make lock`: regenerates the lock files from the requirements files, with the hashes of every package.

Locked versions stay unless a requirements file changes them. `make lock ARGS=--upgrade` upgrades every package,
`make lock ARGS="--upgrade-package httpx"` only one.
"""

import os
import sys
import tempfile
from pathlib import Path

from . import ROOT, requirements
from .problem import Problem
from .progress import Progress
from .requirements import Requirements
from .virtualenv import Virtualenv

HEADER = """\
# Made by `make lock` from {inputs}: edit the .txt, then run it.
# {why}
# One lock holds for Python {python} and newer on x86-64 and aarch64; markers tell what is for one of them alone.
# inputs: sha256:{digest}
"""

WHY = {
    "run": "What runs the product. The tests' packages have a lock of their own, so that no deployment installs them.",
    "development": "What runs and tests the product: the same versions as requirements.lock, and more.",
    "build": "What builds the packages that have no wheel. They are built in an environment apart from .venv.",
}
OLDEST_PYTHON = "3.11"


class Locker:
    """Writes the locks of `root` with the version of uv that requirements-dev.txt pins. Logs to `root`/.setup."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._notes = root / ".setup"
        self._progress = Progress(self._notes / "lock.log", sys.stdout)

    def write(self, *options: str) -> None:
        """Write all three locks. `options` are passed to `uv pip compile`. Raises Problem if it fails."""
        self._notes.mkdir(exist_ok=True)
        (self._notes / "lock.log").write_text("")
        uv = self._uv()
        before: list[Requirements] = []
        for wanted in requirements.all_of(self._root):
            self._write(wanted, uv, [*options, *(f"--constraints={other.lock}" for other in before)])
            before.append(wanted)
            print(f"{wanted.lock.name}: {len(requirements.pins(wanted.lock.read_text()))} packages")

    def _write(self, wanted: Requirements, uv: Path, options: list[str]) -> None:
        with tempfile.TemporaryDirectory(dir=self._notes) as folder:
            made = Path(folder) / wanted.lock.name
            if wanted.lock.is_file():
                made.write_text(wanted.lock.read_text())  # uv keeps the versions in an existing output file
            how = [
                "--universal",
                f"--python-version={OLDEST_PYTHON}",
                "--generate-hashes",
                "--no-header",
                "--no-annotate",
            ]
            where = ["--no-emit-index-url", "--no-emit-find-links", "--quiet", "-o", str(made), str(wanted.inputs[0])]
            self._progress.run([str(uv), "pip", "compile", *how, *where, *options], f"locking {wanted.inputs[0].name}")
            made.write_text(_header(wanted) + made.read_text())
            made.replace(wanted.lock)

    def _uv(self) -> Path:
        development = requirements.of_development(self._root)
        version = dict(requirements.pins(development.inputs[0].read_text()))["uv"]
        own = Virtualenv(self._notes / "uv")
        for place in (Virtualenv(self._root / ".venv"), own):
            if place.has_package("uv", version):
                return place.python.with_name("uv")
        own.make()
        # Installed without a hash, because uv is what writes the hashes into the locks, including its own.
        pip = [str(own.python), "-m", "pip", "--disable-pip-version-check", "install", "--only-binary", ":all:"]
        self._progress.run([*pip, f"uv=={version}"], doing="installing uv")
        return own.python.with_name("uv")


def _header(wanted: Requirements) -> str:
    inputs = " and ".join(file.name for file in wanted.inputs)
    return HEADER.format(inputs=inputs, why=WHY[wanted.name], python=OLDEST_PYTHON, digest=wanted.digest())


def main(*options: str) -> int:
    # To read the metadata of some packages, uv must build them, and would download its own Python for that.
    os.environ["UV_PYTHON_DOWNLOADS"] = "never"
    try:
        Locker(ROOT).write(*options)
        return 0
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
