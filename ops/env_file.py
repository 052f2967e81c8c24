import os
import re
import secrets
from io import StringIO
from pathlib import Path
from typing import ClassVar

import environ

HEADER = "# Written by `make run`, which keeps the lines that you change or add. Environment variables override them.\n"


class EnvFile:
    """The product's `DATA_DIR/env`, with mode 0600. It is parsed as the settings parse it, and written atomically."""

    def __init__(self, path: Path) -> None:
        self._path = Path(os.path.realpath(path))  # so that saving replaces the target of a link, not the link
        self._text = self._path.read_text() if self._path.is_file() else HEADER
        self._read()

    def get(self, name: str) -> str:
        """Return the value of a variable, or an empty string if the file has none."""
        return self._values.get(name, "").strip()

    def set(self, name: str, value: str) -> None:
        """Replace the variable's line, or append one. `value` must not contain quotes, spaces or line ends."""
        line = f"{name}={value}"
        lines = self._text.splitlines()
        places = [i for i, old in enumerate(lines) if re.match(rf"(?:export )?{name}=", old)]
        if places:
            lines[places[-1]] = line  # readers take the last one
        else:
            lines.append(line)
        self._text = "\n".join(lines) + "\n"
        self._read()

    def save(self) -> None:
        """Replace the file by what was set. Raises OSError."""
        half = self._path.with_name(f".{self._path.name}.{secrets.token_hex(4)}")
        with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(self._text)
            file.flush()
            os.fsync(file.fileno())
        half.replace(self._path)

    def _read(self) -> None:
        class File(environ.Env):
            ENVIRON: ClassVar[dict[str, str]] = {}

        File.read_env(StringIO(self._text))
        self._values = File.ENVIRON
