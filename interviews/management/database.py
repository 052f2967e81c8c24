"""Ends a process whose database cannot be used with one line that says what to do."""

from pathlib import Path
from typing import Never

from django.conf import settings
from django.db import DatabaseError, connection

# What SQLite and PostgreSQL say. SQLite has no other way to tell these errors apart.
NO_FILE = ("unable to open database file", "readonly database", "disk I/O error")
NO_TABLE = ("no such table", "no such column", "does not exist")


def stop(name: str, problem: str, cure: str) -> Never:
    raise SystemExit(f"{name}: {problem}. {cure}")


def explain(error: DatabaseError) -> None:
    """Stop if the error has a cause that an operator can mend, else return."""
    _demand_folder()
    name, file, reason = _variable(), _file(), str(error).strip().split("\n")[0]
    if file and any(words in reason for words in NO_FILE):
        stop(name, f"{file} cannot be read and written ({reason})", f"Run as the user who owns it, or set {name}")
    if not file and connection.connection is None:
        stop(name, f"the database cannot be reached ({reason})", "Start it, or correct the address")
    if any(words in reason for words in NO_TABLE):
        stop(name, "the database does not have the tables of this version", "Run `manage.py migrate` first")


def _demand_folder() -> None:
    """Stop if SQLite's file would be in a folder that does not exist. A database server that is away may come back."""
    file = _file()
    if file and not file.parent.is_dir():
        name = _variable()
        cure = f"Set {name} to the product's folder, or make a new one: mkdir -p -m 700 {file.parent}"
        stop(name, f"there is no folder {file.parent} for the database", cure)


def _file() -> Path | None:
    """Return SQLite's file; None for a database server, and for a database in memory."""
    found = settings.DATABASES["default"]
    is_file = found["ENGINE"].endswith("sqlite3") and not str(found["NAME"]).startswith((":memory:", "file:"))
    return Path(found["NAME"]).absolute() if is_file else None


def _variable() -> str:
    """Return the name of the variable that says where the database is."""
    file = _file()
    return "DATA_DIR" if file and file.is_relative_to(settings.DATA_DIR) else "DATABASE_URL"
