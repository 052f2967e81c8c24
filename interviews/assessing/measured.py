"""Whether the site's model was measured as an assessor, and was good enough (docs/assessment.md)."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

LANGUAGES = frozenset({"en", "ko"})


class ModelUnknown(Exception):
    """Raised if nobody can say which model the workers have: its file is not here."""


@dataclass(frozen=True, slots=True)
class MeasuredModel:
    """The model that workers use, and the folder with the reports of `make evaluate-assessment`.

    `model` is the path of a local model's file, or the name of a server's.
    """

    model: str = ""
    is_local: bool = False
    reports: Path | None = None

    def description(self) -> tuple[str, str]:
        """Return what `Backend.describe` says of it: its name, and its file's SHA-256. Raises ModelUnknown."""
        if not self.is_local:
            return self.model, ""
        path = Path(self.model)
        try:
            about = path.stat()
            return path.name, _sha256(path, about.st_size, about.st_mtime_ns)
        except OSError as error:
            raise ModelUnknown(str(path)) from error

    def is_good_enough(self) -> bool:
        """Return whether a report on this very model, in both languages, says so. Raises ModelUnknown."""
        name, sha256 = self.description()
        return any(_is_about(report, name, sha256) and report.get("good_enough") is True for report in self._reports())

    def _reports(self) -> Iterator[dict[str, Any]]:
        for path in sorted(self.reports.glob("*.json")) if self.reports else ():
            try:
                report = json.loads(path.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                continue  # no report, then
            if isinstance(report, dict):
                yield report


NO_MODEL = MeasuredModel()


def _is_about(report: dict[str, Any], name: str, sha256: str) -> bool:
    about = report.get("about")
    if not isinstance(about, dict) or not LANGUAGES.issubset(about.get("languages", ())):
        return False
    # A file is known by its content, whatever it is called. A server's model has only its name.
    return about.get("sha256") == sha256 if sha256 else (about.get("model"), about.get("sha256")) == (name, "")


@lru_cache(maxsize=4)
def _sha256(path: Path, size: int, modified_ns: int) -> str:
    """Return the hash of a file. It is computed anew, at about a second a gigabyte, when the file has changed."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
