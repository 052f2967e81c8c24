import gettext
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError

from ops import ROOT, messages

pytestmark = pytest.mark.process


@pytest.fixture
def po(tmp_path: Path) -> Path:
    """Provide the Korean catalogue of a checkout in which nothing is compiled."""
    folder = tmp_path / "locale/ko/LC_MESSAGES"
    folder.mkdir(parents=True)
    return Path(shutil.copy(ROOT / "locale/ko/LC_MESSAGES/django.po", folder))


def translated(po: Path) -> str:
    with po.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file).gettext("The interview is over.")


def compile_in(root: Path) -> None:
    command = [sys.executable, "-I", messages.__file__, str(root)]
    assert subprocess.run(command, check=False, capture_output=True).stderr == b""


def test_a_missing_catalogue_is_compiled(po: Path, tmp_path: Path) -> None:
    assert messages.stale(tmp_path) == [po]
    compile_in(tmp_path)
    assert messages.stale(tmp_path) == []
    assert translated(po) not in ("", "The interview is over.")
    assert [path.suffix for path in sorted(po.parent.iterdir())] == [".mo", ".po"]


def test_a_catalogue_older_than_its_source_is_compiled_again(po: Path, tmp_path: Path) -> None:
    compile_in(tmp_path)
    mo = po.with_suffix(".mo")
    po.write_text(po.read_text().replace(translated(po), "끝"))
    os.utime(mo, ns=(0, po.stat().st_mtime_ns - 1))
    assert messages.stale(tmp_path) == [po]
    compile_in(tmp_path)
    assert translated(po) == "끝"


def test_a_source_that_cannot_be_parsed_leaves_the_old_catalogue(po: Path, tmp_path: Path) -> None:
    compile_in(tmp_path)
    po.write_text("<<<<<<< HEAD\n")
    with pytest.raises(PoFileError):
        messages.compile_all([po])
    assert translated(po)


def test_nothing_starts_without_compiled_translations(po: Path, tmp_path: Path) -> None:
    for name in ("interview_site", "interviews", "streaming"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-c", "import interview_site.settings"]
    env = os.environ | {"SECRET_KEY": "for tests", "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, check=False, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == (
        "locale: the translations are not compiled. Run `.venv/bin/python -m ops.messages` in the checkout\n"
    )
