"""What a process has used, as the kernel counts it (Linux)."""

import ctypes
import os
import time
from pathlib import Path

_libc = ctypes.CDLL(None, use_errno=True)


def cpu_seconds(pid: int) -> float:
    """User and system time of all its threads."""
    clock = ctypes.c_int()
    if error := _libc.clock_getcpuclockid(pid, ctypes.byref(clock)):
        raise OSError(error, os.strerror(error))
    return time.clock_gettime(clock.value)  # to the nanosecond; /proc has steps of 10 ms


def memory_kb(pid: int) -> float:
    """Its proportional set size: a page that other processes have too counts in part."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return float(line.split()[1])
    raise ValueError(f"process {pid} has no Pss")
