"""CPU time, memory and files of a process, as Linux counts them."""

import ctypes
import os
import time
from contextlib import suppress
from pathlib import Path

_libc = ctypes.CDLL(None, use_errno=True)


IDLE_CORES, LOOK_SECONDS, PATIENCE_SECONDS = 0.1, 0.25, 180


def cpu_seconds(pid: int) -> float:
    """Return the user and system time of all threads, in seconds."""
    clock = ctypes.c_int()
    if error := _libc.clock_getcpuclockid(pid, ctypes.byref(clock)):
        raise OSError(error, os.strerror(error))
    return time.clock_gettime(clock.value)  # to the nanosecond; /proc has steps of 10 ms


def wait_until_idle(pid: int) -> None:
    """Wait until the process computes next to nothing. Raise TimeoutError if it does not come to rest."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        before = cpu_seconds(pid)
        time.sleep(LOOK_SECONDS)
        if cpu_seconds(pid) - before < IDLE_CORES * LOOK_SECONDS:
            return
        if time.monotonic() > until:
            raise TimeoutError(f"process {pid} is still busy after {PATIENCE_SECONDS} s")


def memory_kb(pid: int) -> float:
    """Return the proportional set size: a page that is shared with other processes counts in part."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return float(line.split()[1])
    raise ValueError(f"process {pid} has no Pss")


def open_files(pid: int) -> list[str]:
    """Return the names of the files that the process holds open; those of deleted ones end with "(deleted)"."""
    names = []
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed meanwhile
            names.append(os.readlink(link))
    return names
