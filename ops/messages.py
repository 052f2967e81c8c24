"""`python -m ops.messages`: compiles each .po in `locale/` whose .mo is missing or older.

Set-up runs it for every make target. `stale` needs only the standard library; compiling needs Babel.
"""

import os
import sys
from pathlib import Path


def stale(root: Path) -> list[Path]:
    """Return the .po files of a checkout that need to be compiled. Starts no process."""
    return [po for po in sorted(root.glob("locale/*/LC_MESSAGES/*.po")) if not _is_current(po.with_suffix(".mo"), po)]


def compile_all(paths: list[Path]) -> None:
    """Write a .mo beside each .po; two processes may do so at once. Raises PoFileError if a .po cannot be parsed."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for path in paths:
        with path.open("rb") as source:
            catalogue = read_po(source, locale=path.parent.parent.name, abort_invalid=True)
        half = path.with_suffix(f".mo.{os.getpid()}")
        with half.open("wb") as target:
            write_mo(target, catalogue)
        half.replace(path.with_suffix(".mo"))


def _is_current(mo: Path, po: Path) -> bool:
    return mo.is_file() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns


if __name__ == "__main__":
    compile_all(stale(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).resolve().parent.parent))
