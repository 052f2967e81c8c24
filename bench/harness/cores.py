"""Pins the measured web process to one core and everything else to the others, so that they do not compete.

A process and its threads inherit the cores at start. On a machine with one core nothing is pinned.
"""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager

_ALL = sorted(os.sched_getaffinity(0))
_SERVER = set(_ALL[:1])
_OTHERS = set(_ALL[1:]) or _SERVER


@contextmanager
def for_the_server() -> Iterator[None]:
    """Processes started in this block run on the server's core."""
    with _on(_SERVER):
        yield


@contextmanager
def beside_the_server() -> Iterator[None]:
    """Code and processes started in this block keep off the server's core."""
    with _on(_OTHERS):
        yield


@contextmanager
def _on(cores: set[int]) -> Iterator[None]:
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def allow_many_sockets() -> None:
    """Raise the limit of open files for this process and its children as far as the system allows."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
