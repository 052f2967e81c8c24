"""Runs a product's management commands in one long-lived process, because each start of Django takes a second.

`python -m ops.console` reads one command per line of its input, as a JSON list of words. It answers each with a line:
{"printed": "..."} or {"failed": "..."}.
"""

import contextlib
import io
import json
import os
import subprocess
import sys
import threading
import traceback
from collections.abc import Mapping
from typing import Any

from ops.processes.tether import tethered

from . import ROOT

GRACE_SECONDS = 10


class CommandFailed(Exception):
    """A command failed; the message is its traceback."""


class Console:
    """Runs management commands: `console.run("invite", "--candidate", "Ada")`.

    The process starts with the first command. Run that one in the main thread (see `ops.processes.tether`).
    """

    def __init__(self, env: Mapping[str, str]) -> None:
        """`env` is added to this process's environment."""
        self._env = env
        self._popen: subprocess.Popen[str] | None = None
        self._one_at_a_time = threading.Lock()

    def run(self, *words: str) -> str:
        """Run `manage.py` with `words` and return what it printed. Raises CommandFailed if it raises anything."""
        with self._one_at_a_time:
            answer = self._ask(words)
        if "failed" in answer:
            raise CommandFailed(answer["failed"])
        return answer["printed"]

    def _ask(self, words: tuple[str, ...]) -> dict[str, str]:
        popen = self._popen = self._popen or self._start()
        assert popen.stdin
        assert popen.stdout
        print(json.dumps(words), file=popen.stdin, flush=True)
        line = popen.stdout.readline()
        if not line:
            raise CommandFailed(f"the console exited with status {popen.wait(GRACE_SECONDS)}")
        return dict(json.loads(line))

    def _start(self) -> subprocess.Popen[str]:
        command = [str(ROOT / ".venv/bin/python"), "-m", "ops.console"]
        return subprocess.Popen(
            tethered(command),
            cwd=ROOT,
            env=os.environ | self._env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def stop(self) -> None:
        """End the process. The next command starts a new one."""
        if self._popen is None:
            return
        try:
            self._popen.communicate(timeout=GRACE_SECONDS)  # closes its input, on which it exits
        except subprocess.TimeoutExpired:
            self._popen.kill()
            self._popen.communicate()
        self._popen = None


def _answer(words: list[str]) -> dict[str, Any]:
    from django.core.management import call_command
    from django.db import connections

    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            call_command(*words)
        return {"printed": printed.getvalue()}
    except BaseException:
        return {"failed": traceback.format_exc()}
    finally:
        connections.close_all()  # the database file may be moved between two commands


def main() -> None:
    import django

    django.setup()
    out = sys.stdout
    for line in sys.stdin:
        print(json.dumps(_answer(json.loads(line))), file=out, flush=True)


if __name__ == "__main__":
    main()
