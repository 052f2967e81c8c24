"""`python -m tests.interviews.llm.catalogue.tiny_catalogue fetchmodel tiny-hub`: manage.py with two tiny models more.

One is on the hub, one on PyPI in two wheels. They are no models, but begin like one.
"""

import io
import random
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

from interviews.llm.catalogue.entries import APACHE, CATALOGUE
from interviews.llm.catalogue.entry import CatalogueEntry, HubFile, WheelPart, Wheels

CONTENT = b"GGUF" + random.Random(1).randbytes(600_000)
PARTS = (CONTENT[:400_000], CONTENT[400_000:])
HUB, PYPI, UNPINNED = "tiny-hub", "tiny-pypi", "tiny-unpinned"


def write_wheels(folder: Path) -> list[Path]:
    """Write the two wheels, always the same bytes, and return their paths."""
    paths = [folder / f"tiny_part{number}-1.0-py3-none-any.whl" for number in (1, 2)]
    for number, path in enumerate(paths, start=1):
        path.write_bytes(_wheel(number))
    return paths


def _wheel(number: int) -> bytes:
    name, about = f"tiny_part{number}", f"tiny_part{number}-1.0.dist-info"
    files = {
        f"{name}/data.bin": PARTS[number - 1],
        f"{name}/__init__.py": b"raise SystemExit('the code of a wheel was run')",
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: tiny-part{number}\nVersion: 1.0\n".encode(),
        f"{about}/WHEEL": b"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/RECORD": b"",
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for path, data in files.items():
            archive.writestr(zipfile.ZipInfo(path), data)
    return written.getvalue()


def _entry(name: str, source: HubFile | Wheels, pinned: bool = True) -> CatalogueEntry:
    digest = sha256(CONTENT).hexdigest() if pinned else None
    return CatalogueEntry(name, "Tiny", source, len(CONTENT), digest, APACHE, ("en",), 1)


def _add() -> None:
    file = HubFile("somebody/tiny-GGUF", "tiny.gguf", "abc")
    parts = tuple(
        WheelPart(f"tiny-part{n}", "1.0", f"tiny_part{n}/data.bin", len(data), sha256(_wheel(n)).hexdigest())
        for n, data in enumerate(PARTS, start=1)
    )
    CATALOGUE[HUB] = _entry(HUB, file)
    CATALOGUE[UNPINNED] = _entry(UNPINNED, file, pinned=False)
    CATALOGUE[PYPI] = _entry(PYPI, Wheels(parts))


if __name__ == "__main__":
    from django.core.management import execute_from_command_line

    _add()
    execute_from_command_line(["manage.py", *sys.argv[1:]])
