"""Shows the progress of a bench: one line that is rewritten on a terminal, otherwise one line each."""

import sys
from collections.abc import Callable

Say = Callable[[str], None]


def say(what: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{what}", end="", file=sys.stderr, flush=True)
    else:
        print(what, file=sys.stderr, flush=True)


def done() -> None:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
