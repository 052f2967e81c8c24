"""The folders of the page's scripts, and the direction of their imports."""

import re
from collections.abc import Iterator
from pathlib import Path

from ops import ROOT

SCRIPTS = ROOT / "static/js"
# A folder imports from itself and from those before it. Types count as well (`@import`).
ORDER = ["lib", "stream", "voice", "room", "staff"]


def imports() -> Iterator[tuple[Path, Path]]:
    """Yield each module of the page with each module that it imports, relative to static/js."""
    for module in SCRIPTS.rglob("*.js"):
        for name in re.findall(r'(?:from |import\()"(\.[^"]+)"', module.read_text()):
            imported = (module.parent / name).resolve()
            assert imported.is_file(), f"{module} imports {name}, which does not exist"
            yield module.relative_to(SCRIPTS), imported.relative_to(SCRIPTS)


def test_scripts_import_in_one_direction() -> None:
    found = list(imports())
    assert found
    assert [
        f"{module} -> {other}" for module, other in found if ORDER.index(other.parts[0]) > ORDER.index(module.parts[0])
    ] == []


def test_lib_imports_nothing() -> None:
    assert [str(module) for module, _ in imports() if module.parts[0] == "lib"] == []


def test_every_script_of_a_template_exists() -> None:
    named = {
        name
        for template in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r"static 'js/([^']+)'", template.read_text())
    }
    assert named
    assert [name for name in named if not (SCRIPTS / name).is_file()] == []
