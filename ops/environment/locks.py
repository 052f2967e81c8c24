"""Locks between processes: files locked with flock, which the kernel releases when the holder dies."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


def try_hold(path: Path) -> TextIO | None:
    """Return the open lock file, which holds the lock until it is closed, or None if another process has it."""
    file = path.open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    _sign(file)
    return file


def holder(path: Path) -> str:
    """Return the process id that the holder wrote into the file, or "?" if it has not done so yet."""
    return path.read_text().strip() or "?"


@contextmanager
def held(path: Path, on_wait: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock. If another process has it, call `on_wait` with that process's id, then wait for the lock."""
    file = try_hold(path)
    if file is None:
        on_wait(holder(path))
        file = path.open("a+")
        fcntl.flock(file, fcntl.LOCK_EX)
        _sign(file)
    with file:
        yield


def _sign(file: TextIO) -> None:
    file.truncate(0)
    file.write(f"{os.getpid()}\n")
    file.flush()
