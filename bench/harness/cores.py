"""One core for the web process that is measured, the others for whoever talks to it, so that they do not take turns.

A process keeps what it was started with, threads and all. On a machine with one core nothing is divided.
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
    """What is started here gets the server's core to itself."""
    with _on(_SERVER):
        yield


@contextmanager
def beside_the_server() -> Iterator[None]:
    """What is started here, or runs here, leaves the server's core alone."""
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
    """As many open files as the system lets this process and those that it starts have."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
