import tempfile
from pathlib import Path
from typing import TextIO

from .locks import holder, try_hold
from .problem import Problem

CURE = "Name a folder that you can write to: make run DATA_DIR=$HOME/interviews"


def claim(folder: Path) -> TextIO:
    """Make the folder where it is not there, and hold it for this process until the returned file is closed.

    Raises Problem where it cannot be made or written to, or another `make run` holds it.
    """
    try:
        # Transcripts lie in it: what we make is its owner's alone.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        lock = try_hold(folder / "lock")
    except OSError as error:
        raise Problem(f"DATA_DIR={folder} cannot be written to ({error.strerror}). {CURE}") from error
    if lock is None:
        raise Problem(
            f"DATA_DIR={folder} is in use by another `make run` (process {holder(folder / 'lock')}). "
            "Stop that one, or give this one its own: make run DATA_DIR=var2 PORT=8001"
        )
    return lock
