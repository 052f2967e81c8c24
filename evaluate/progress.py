"""Says on stderr how far an evaluation is."""

import sys
import time
from collections.abc import Callable

Say = Callable[[str], None]


class StderrProgress:
    """Writes one line for each step, with the time since the start."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def say(self, what: str) -> None:
        seconds = int(time.monotonic() - self._began)
        print(f"{seconds // 60:3}:{seconds % 60:02} {what}", file=sys.stderr, flush=True)
