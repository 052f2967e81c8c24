"""The requirements files, and what they ask for."""

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Requirements:
    """`files`: the first is the one that pip is given; it includes the others."""

    name: str
    files: tuple[Path, ...]

    def texts(self) -> list[str]:
        return [file.read_text() for file in self.files]

    def pinned(self, package: str) -> str | None:
        """The version that stands behind `package==`, or None where the package is not asked for."""
        found = re.search(rf"^{re.escape(package)}==([^\s;#]+)", "\n".join(self.texts()), re.MULTILINE)
        return found[1] if found else None


def of_run(root: Path) -> Requirements:
    return Requirements("run", (root / "requirements.txt",))


def of_development(root: Path) -> Requirements:
    return Requirements("development", (root / "requirements-dev.txt", root / "requirements.txt"))
