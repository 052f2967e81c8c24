"""What a report is about: which model, with what, on what."""

import hashlib
import platform
from dataclasses import dataclass
from datetime import UTC, datetime

from ops import ROOT

INTERVIEWER = ROOT / "interviews" / "interviewer"


@dataclass(frozen=True, slots=True)
class About:
    """Everything that has to be the same for a repetition, and what may differ: the date and the machine.

    `interviewer_sha256` is that of the interviewer's source files, prompts included; `texts_sha256` that of the
    candidates' answers. `judge` is a model's name, or "".
    """

    model: str
    file: str
    sha256: str
    freedom: dict[str, str]
    sampling: dict[str, float]
    languages: tuple[str, ...]
    texts: str
    texts_sha256: str
    interviewer_sha256: str
    quick: bool
    judge: str
    judge_sha256: str
    threads: int
    command: str
    date: str
    machine: str


def interviewer_sha256() -> str:
    """Return the hash of the interviewer's source files."""
    digest = hashlib.sha256()
    for path in sorted(INTERVIEWER.rglob("*.py")):
        digest.update(path.relative_to(INTERVIEWER).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def today() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d}"


def machine() -> str:
    return f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
