"""A process whose database cannot be used says so in one line, with what to do."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from ops import ROOT

pytestmark = pytest.mark.process

ON_A_DATABASE = [  # some of them, for it is manage.py that says so
    ("migrate", "--noinput"), ("createsuperuser", "--noinput", "--username", "ada", "--email", ""),
    ("invite", "--candidate", "Ada", "--json"), ("runworker",), ("export_person", "1", "--out", "{folder}.json"),
]  # fmt: skip
NO_FOLDER = (
    "DATA_DIR: there is no folder {folder} for the database. Set DATA_DIR to the product's folder, or make a new one: "
    "mkdir -p -m 700 {folder}\n"
)
MANAGE = [sys.executable, "manage.py"]


def run(folder: Path, program: Sequence[str], **environment: str) -> subprocess.CompletedProcess[str]:
    own = {"SECRET_KEY": "test", "DATA_DIR": str(folder), "DATABASE_URL": "", "TTS_BACKEND": "off"}
    own |= {"DJANGO_SETTINGS_MODULE": "interview_site.settings", "DJANGO_SUPERUSER_PASSWORD": "four green lamps"}
    command = [part.format(folder=folder) for part in program]
    return subprocess.run(command, cwd=ROOT, env=os.environ | own | environment, capture_output=True, text=True)


@pytest.mark.parametrize("command", ON_A_DATABASE, ids=lambda command: command[0])
def test_a_command_without_a_folder_says_so(tmp_path: Path, command: tuple[str, ...]) -> None:
    folder = tmp_path / "missing"
    done = run(folder, [*MANAGE, *command])
    assert (done.returncode, done.stderr) == (1, NO_FOLDER.format(folder=folder))
    assert not folder.exists()


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "db.sqlite3").mkdir()
    done = run(tmp_path, [*MANAGE, "migrate"])
    assert done.returncode == 1
    assert done.stderr == (
        f"DATA_DIR: {tmp_path}/db.sqlite3 cannot be read and written (unable to open database file). Run as the user "
        "who owns it, or set DATA_DIR\n"
    )


def test_a_database_without_tables_wants_to_be_migrated(tmp_path: Path) -> None:
    done = run(tmp_path, [*MANAGE, "invite", "--candidate", "Ada"])
    assert done.returncode == 1
    assert done.stderr.endswith(
        "DATA_DIR: the database does not have the tables of this version. Run `manage.py migrate` first\n"
    )
    assert "Traceback" not in done.stderr


def test_a_database_server_that_is_away_is_named_without_its_password(tmp_path: Path) -> None:
    url = "postgres://ada:lamps@127.0.0.1:1/interviews"
    done = run(tmp_path, [*MANAGE, "migrate"], DATABASE_URL=url)
    assert done.returncode == 1
    assert done.stderr.startswith("DATABASE_URL: the database cannot be reached (")
    assert done.stderr.endswith("). Start it, or correct the address\n")
    assert "lamps" not in done.stderr and len(done.stderr.splitlines()) == 1
