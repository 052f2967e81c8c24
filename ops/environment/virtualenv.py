"""Creates `.venv`, repairs it after an interruption, and records what was installed into it."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from ops.problem import Problem
from ops.requirements import Requirements


class Virtualenv:
    """The virtual environment in `folder`, which need not exist yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.python = self.folder / "bin" / "python"

    def has(self, requirements: Requirements) -> bool:
        """Return whether exactly these requirements are recorded as installed. Starts no process."""
        mark = self._mark(requirements)
        return self.python.exists() and mark.is_file() and mark.read_text() == self._fingerprint(requirements)

    def note(self, requirements: Requirements) -> None:
        """Record that these requirements are completely installed."""
        half = self._mark(requirements).with_suffix(".new")
        half.write_text(self._fingerprint(requirements))
        half.replace(self._mark(requirements))

    def make(self) -> None:
        """Create the environment, and delete what was in `folder`. Raises Problem if it is a link or venv fails."""
        if self.folder.is_symlink():
            # venv --clear would empty the folder that the link points to, which another checkout may be using.
            raise Problem(f"{self.folder} is a link to an environment made for another folder: remove the link")
        command = [sys.executable, "-m", "venv", "--clear", str(self.folder)]
        done = subprocess.run(
            command, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        if done.returncode:
            raise Problem(f"{' '.join(command)} failed: {' '.join(done.stdout.split())}")

    def is_sound(self) -> bool:
        """Return False if pip or Python is missing, or the folder was moved (its scripts contain the old path)."""
        return self._was_made_here() and self._has_pip()

    def has_package(self, name: str, version: str | None) -> bool:
        """Return whether a package is completely installed, in any version if `version` is None."""
        return any(self._site_packages(f"{name.replace('-', '_')}-{version or '*'}.dist-info/RECORD"))

    def drop_half_installed(self) -> None:
        """Delete what an interrupted pip left. pip writes RECORD last, but treats a folder without it as installed."""
        for folder in self._site_packages("*.dist-info"):
            if not (folder / "RECORD").is_file():
                shutil.rmtree(folder)
        for folder in self._site_packages("~*"):  # what pip had moved out of the way
            shutil.rmtree(folder, ignore_errors=True)

    def _was_made_here(self) -> bool:
        script = self.folder / "bin" / "activate"
        return script.is_file() and str(self.folder) in script.read_text()

    def _has_pip(self) -> bool:
        try:
            command = [str(self.python), "-m", "pip", "--version"]
            return subprocess.run(command, check=False, capture_output=True).returncode == 0
        except OSError:
            return False

    def _site_packages(self, pattern: str) -> list[Path]:
        return list(self.folder.glob(f"lib/python3.*/site-packages/{pattern}"))

    def _mark(self, requirements: Requirements) -> Path:
        return self.folder / f"installed-{requirements.name}"

    def _fingerprint(self, requirements: Requirements) -> str:
        # Includes the path, because the scripts in bin/ contain it: a moved or copied folder does not work.
        # Includes the interpreter behind bin/python, because packages belong to one version of Python.
        parts = [str(self.folder), os.path.realpath(self.python), requirements.lock.read_text()]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()
