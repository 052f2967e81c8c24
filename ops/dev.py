"""`make dev`: like `make run`, but the web process and the worker restart when a file that they read changes."""

import sys
from collections.abc import Iterable
from pathlib import Path

from babel.messages.pofile import PoFileError
from watchfiles import Change, awatch

from ops.processes.supervisor import Supervisor

from . import ROOT, messages
from .run import GRACE_SECONDS, Launch, Product, main

FOLDERS = ("interview_site", "interviews", "streaming", "templates", "locale")
SUFFIXES = {".py", ".html", ".txt", ".lua", ".po"}
SERVICES = ("web", "worker")
YIELD_MS = 1000
# The developer is waiting for the restart, and there is no real interview to finish.
SHORT_GRACE_SECONDS = {**GRACE_SECONDS, "web": 1.0, "worker": 2.0}


class WatchedLaunch:
    """The supervisor's script: launch the product, then restart it after every change until cancelled."""

    def __init__(self, product: Product) -> None:
        self._launch = Launch(product, SHORT_GRACE_SECONDS, collects=False)

    async def __call__(self, supervisor: Supervisor) -> None:
        watched = awatch(
            *(ROOT / folder for folder in FOLDERS), watch_filter=_matters, yield_on_timeout=True, rust_timeout=YIELD_MS
        )
        await anext(watched)  # watching starts before the first yield, so no change during the launch is missed
        await self._launch(supervisor)
        supervisor.say(f"  Watching {', '.join(FOLDERS)} for changes.\n")
        async for changes in watched:
            if not changes:
                continue
            supervisor.say(f"{_names(Path(path) for _, path in changes)} changed; restarting {' and '.join(SERVICES)}.")
            _compile(supervisor)
            await supervisor.restart(*SERVICES)


def _compile(supervisor: Supervisor) -> None:
    try:
        messages.compile_all(messages.stale(ROOT))
    except PoFileError as error:  # saved half-edited: the last good translations stay in use
        supervisor.say(f"Cannot compile the translations: {error}")


def _matters(change: Change, path: str) -> bool:
    return Path(path).suffix in SUFFIXES


def _names(paths: Iterable[Path]) -> str:
    first, *others = sorted(str(path.relative_to(ROOT)) for path in paths)
    return f"{first} and {len(others)} more" if others else first


if __name__ == "__main__":
    sys.exit(main(WatchedLaunch))
