"""Keeps DATA_DIR to its owner: it holds transcripts and keys."""

import stat
from pathlib import Path

OPEN_TO_OTHERS = 0o077
SECRET_FILES = ("env", "db.sqlite3", "db.sqlite3-wal", "db.sqlite3-shm")
OURS = frozenset({*SECRET_FILES, "lock", "redis", "models"})


class OpenToOthers(Exception):
    """Other users can enter DATA_DIR, and it is not ours to close. The message ends with what to do."""


def keep_private(folder: Path) -> None:
    """Close `folder` and the secret files in it to other users. Does nothing if there is no such folder.

    Raises OpenToOthers if that is not possible although it holds a secret, or if it holds other things, as /tmp does.
    """
    if not folder.is_dir():
        return
    secrets = [path for path in (folder / name for name in SECRET_FILES) if path.is_file()]
    if folder.stat().st_mode & OPEN_TO_OTHERS:
        _refuse_shared(folder)
        _close(folder, 0o700, needed=bool(secrets))
    for path in secrets:
        if path.stat().st_mode & OPEN_TO_OTHERS:
            _close(path, 0o600)


def _refuse_shared(folder: Path) -> None:
    names = {path.name for path in folder.iterdir() if not path.name.startswith(".")}  # not a home's .profile
    if folder.stat().st_mode & stat.S_ISVTX or (names and not names & OURS):
        raise OpenToOthers(
            f"{folder} is open to other users and holds other things, too. Choose a folder of its own, or close it: "
            f"chmod 700 {folder}"
        )


def _close(path: Path, mode: int, needed: bool = True) -> None:
    try:
        path.chmod(mode)
    except OSError as error:
        # A volume of a container may belong to root. If only models are in it, nobody learns a secret there.
        if needed:
            raise OpenToOthers(
                f"{path} is open to other users, and its mode cannot be changed ({error.strerror}). Have the user who "
                f"owns it close it: chmod {mode:o} {path}"
            ) from error
