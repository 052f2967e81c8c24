"""Runs long commands: writes their output to a log file, and what they are doing and for how long to the terminal."""

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from ops.problem import Problem
from ops.processes.tether import tethered

LIVE_SECONDS = 1.0
QUIET_SECONDS = 20.0  # between lines, if the output is not a terminal, on which a line can be rewritten


class Progress:
    """Runs commands one at a time. `describe` returns what a command is doing, from a line of its output, or None."""

    def __init__(self, log: Path, out: TextIO, describe: Callable[[str], str | None] = lambda line: None) -> None:
        self._log = log
        self._out = out
        self._describe = describe
        self._live = out.isatty()
        self._doing = ""

    def run(self, command: list[str], doing: str, environment: Mapping[str, str] | None = None) -> None:
        """Run a command to its end. Show `doing` until `describe` returns something else.

        `environment` are variables that it gets beside this process's.

        Raises Problem, with the path of the log and the last error in it, if the command fails.
        """
        self._doing = doing
        # It has its own session, so that an interrupt also ends the compilers that it started.
        process = subprocess.Popen(
            tethered(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, **(environment or {})},
        )
        reader = threading.Thread(target=self._read, args=(process,), name="progress", daemon=True)
        reader.start()
        try:
            status = self._wait(process)
        except BaseException:
            _end(process)
            raise
        reader.join(timeout=5)
        if status:
            raise Problem(f"{doing} failed: {self._last_words()}. The full output is in {self._log}")

    def _read(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdout
        with self._log.open("ab") as log:
            for line in process.stdout:
                log.write(line)
                log.flush()
                self._doing = self._describe(line.decode(errors="replace").strip()) or self._doing

    def _wait(self, process: "subprocess.Popen[bytes]") -> int:
        started = time.monotonic()
        interval = LIVE_SECONDS if self._live else QUIET_SECONDS
        try:
            while True:
                try:
                    return process.wait(timeout=interval)
                except subprocess.TimeoutExpired:
                    self._show(int(time.monotonic() - started))
        finally:
            self._write("" if self._live else None)

    def _show(self, seconds: int) -> None:
        self._write(f"  {seconds // 60}:{seconds % 60:02}  {self._doing}")

    def _write(self, line: str | None) -> None:
        """Print a line. On a terminal, it replaces the last one; an empty line clears it. None prints nothing."""
        if line is None:
            return
        if self._live:
            width = shutil.get_terminal_size().columns - 1
            line = f"\r\033[K{line[:width]}"
        print(line, end="" if self._live else "\n", file=self._out, flush=True)

    def _last_words(self) -> str:
        lines = [line.strip() for line in self._log.read_text(errors="replace").splitlines()]
        errors = [line for line in lines if line.lower().startswith(("error:", "e: ", "npm error code"))]
        return (errors or [line for line in lines if line] or ["it printed nothing"])[-1]


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Send SIGINT, so that pip removes its temporary folders, then SIGKILL to whatever is left of its group."""
    for number in (signal.SIGINT, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
