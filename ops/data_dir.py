import tempfile
from pathlib import Path
from typing import TextIO

from interview_site.data_dir import OpenToOthers, keep_private
from ops.environment.locks import holder, try_hold

from .problem import Problem

CURE = "Choose a folder that you can write to: make run DATA_DIR=$HOME/interviews"


def claim(folder: Path) -> TextIO:
    """Create the folder if it is missing, and lock it for this process until the returned file is closed.

    Only its owner can enter it.
    Raises Problem if it cannot be created, written to or closed to others, or if another `make run` is using it.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        keep_private(folder)
        with tempfile.TemporaryFile(dir=folder):
            pass
        lock = try_hold(folder / "lock")
    except OpenToOthers as problem:
        raise Problem(f"DATA_DIR: {problem}") from problem
    except OSError as error:
        raise Problem(f"DATA_DIR={folder} cannot be written to ({error.strerror}). {CURE}") from error
    if lock is None:
        raise Problem(
            f"DATA_DIR={folder} is in use by another `make run` (process {holder(folder / 'lock')}). "
            "Stop it, or choose another folder and port: make run DATA_DIR=var2 PORT=8001"
        )
    return lock
