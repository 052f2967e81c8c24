"""DATA_DIR is closed to other users."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from interview_site.data_dir import OpenToOthers, keep_private
from ops import ROOT


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o7777


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as `mkdir` makes it."""
    made = tmp_path / "product"
    made.mkdir()
    made.chmod(0o755)
    return made


def test_an_empty_folder_is_closed(folder: Path) -> None:
    keep_private(folder)
    assert mode(folder) == 0o700


def test_a_products_folder_and_its_secrets_are_closed(folder: Path) -> None:
    for name in ("env", "db.sqlite3", "db.sqlite3-wal", "model.gguf"):
        (folder / name).touch()
        (folder / name).chmod(0o644)
    keep_private(folder)
    assert mode(folder) == 0o700
    assert [mode(folder / name) for name in ("env", "db.sqlite3", "db.sqlite3-wal")] == [0o600] * 3


def test_a_home_with_nothing_but_dot_files_is_closed(folder: Path) -> None:
    (folder / ".profile").touch()
    keep_private(folder)
    assert mode(folder) == 0o700


def test_a_folder_that_holds_other_things_stays_as_it_is(folder: Path) -> None:
    (folder / "photos").mkdir()
    with pytest.raises(OpenToOthers, match=f"Choose a folder of its own, or close it: chmod 700 {folder}"):
        keep_private(folder)
    assert mode(folder) == 0o755


def test_a_folder_for_everybody_stays_as_it_is(folder: Path) -> None:
    folder.chmod(0o1777)  # as /tmp
    with pytest.raises(OpenToOthers):
        keep_private(folder)
    assert mode(folder) == 0o1777


def test_a_folder_that_is_closed_may_hold_anything(folder: Path) -> None:
    (folder / "photos").mkdir()
    folder.chmod(0o700)
    keep_private(folder)
    assert mode(folder) == 0o700


def test_a_missing_folder_is_not_created(tmp_path: Path) -> None:
    keep_private(tmp_path / "missing")
    assert not (tmp_path / "missing").exists()


class Foreign(type(Path())):  # type: ignore[misc]
    """A path whose mode this user may not change."""

    def chmod(self, mode: int, *, follow_symlinks: bool = True) -> None:
        raise PermissionError(1, "Operation not permitted")


def test_a_foreign_folder_with_a_secret_in_it_is_refused(folder: Path) -> None:
    (folder / "env").touch()
    with pytest.raises(OpenToOthers, match=f"Have the user who owns it close it: chmod 700 {folder}"):
        keep_private(Foreign(folder))


def test_a_foreign_folder_without_a_secret_is_used(folder: Path) -> None:
    (folder / "models").mkdir()
    keep_private(Foreign(folder))
    assert mode(folder) == 0o755


@pytest.mark.process
def test_every_process_of_the_product_refuses_with_one_line(folder: Path) -> None:
    (folder / "photos").mkdir()
    command = [sys.executable, "manage.py", "check"]
    env = os.environ | {"DATA_DIR": str(folder), "SECRET_KEY": "x", "DJANGO_SETTINGS_MODULE": "interview_site.settings"}
    stopped = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert stopped.returncode == 1
    assert stopped.stderr.startswith(f"DATA_DIR: {folder} is open to other users") and stopped.stderr.count("\n") == 1
