"""Reads the requirements files and the lock files, which name every package with its version and hashes."""

import hashlib
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from . import ROOT
from .problem import Problem

_PIN = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\#]+)")
_DIGEST = re.compile(r"^# inputs: sha256:([0-9a-f]{64})$", re.MULTILINE)


@dataclass(frozen=True)
class Requirements:
    """`inputs` are written by hand, and the first includes the others. `make lock` generates `lock` from them."""

    name: str
    lock: Path
    inputs: tuple[Path, ...]

    def digest(self) -> str:
        """Return the SHA-256 of the inputs without their comments and blank lines, in hexadecimal."""
        return hashlib.sha256("\n".join(self._lines()).encode()).hexdigest()

    def check(self) -> None:
        """Raise Problem if the lock is missing, was generated from other inputs, or lacks one of their pins."""
        if not self.lock.is_file():
            raise Problem(f"{self.lock.name} is missing: run `make lock`")
        text = self.lock.read_text()
        recorded = _DIGEST.search(text)
        if not recorded or recorded[1] != self.digest() or not self._pins() <= pins(text):
            raise Problem(f"{self.lock.name} does not match {self.inputs[0].name}: run `make lock`")

    def pinned(self, package: str) -> str | None:
        """Return the version that the lock pins, or None if the package is not in it."""
        return dict(pins(self.lock.read_text())).get(canonical(package))

    def entry(self, package: str) -> str:
        """Return the lock's lines for `package`: its version and hashes. The lock must have it."""
        found = re.search(rf"^{re.escape(package)}==(?:.*\\\n)*.*\n", self.lock.read_text(), re.MULTILINE)
        assert found, f"{package} is not in {self.lock}"
        return found[0]

    def _lines(self) -> list[str]:
        lines = [line.split("#")[0].strip() for file in self.inputs for line in file.read_text().splitlines()]
        return [line for line in lines if line]

    def _pins(self) -> set[tuple[str, str]]:
        return pins("\n".join(self._lines()))


def pins(text: str) -> set[tuple[str, str]]:
    """Return (name, version) for each line `name==version` of a requirements or lock file."""
    found = (_PIN.match(line) for line in text.splitlines())
    return {(canonical(pin[1]), pin[2]) for pin in found if pin}


def canonical(name: str) -> str:
    """Return a package's name in the normalized form that package indexes use."""
    return re.sub(r"[-_.]+", "-", name).lower()


def of_run(root: Path) -> Requirements:
    return Requirements("run", root / "requirements.lock", (root / "requirements.txt",))


def of_development(root: Path) -> Requirements:
    inputs = (root / "requirements-dev.txt", root / "requirements.txt")
    return Requirements("development", root / "requirements-dev.lock", inputs)


def of_voice(root: Path) -> Requirements:
    """Return what the embedded voice needs. Set-up goes on without it."""
    return Requirements("voice", root / "requirements-voice.lock", (root / "requirements-voice.txt",))


def of_build(root: Path) -> Requirements:
    return Requirements("build", root / "requirements-build.lock", (root / "requirements-build.txt",))


def all_of(root: Path) -> tuple[Requirements, ...]:
    """Return all of them, in the order in which they are locked: each lock must agree with those before it."""
    return of_run(root), of_development(root), of_voice(root), of_build(root)


def main() -> int:
    """Print which lock does not match, for the pre-commit hook. Return the exit status."""
    try:
        for some in all_of(ROOT):
            some.check()
        return 0
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
