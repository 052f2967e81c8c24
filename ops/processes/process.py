"""Starts, awaits and stops processes for tests and benchmarks, and leaves none behind."""

import http.client
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from ops import ROOT

from .tether import tethered


def wait_until(probe: Callable[[], bool], seconds: float, what: str) -> None:
    """Call `probe` every 20 ms until it returns True. Raises TimeoutError, which names `what`, after `seconds`."""
    deadline = time.monotonic() + seconds
    while not probe():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {seconds:g} s")
        time.sleep(0.02)


def http_answers(url: str) -> bool:
    """Return whether a GET of `url` (http only) gets status 200 within 5 s."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=5)
    try:
        connection.request("GET", parts.path or "/")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


class Process:
    """One command, run in the checkout, which writes its output to a file and dies with this process.

        with Process(procfile.commands(port)["web"], env=env, log=tmp_path / "web.log") as web:
            web.wait_for_http(f"http://127.0.0.1:{port}/healthz")

    Start it from the main thread (see `ops.processes.tether`).
    """

    def __init__(self, command: list[str], *, env: Mapping[str, str] | None = None, log: Path) -> None:
        """`env` is added to this process's environment."""
        self.log = log
        self._command = command
        self._env = {**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})}
        self._popen: subprocess.Popen[bytes] | None = None

    @property
    def started(self) -> bool:
        return self._popen is not None

    @property
    def pid(self) -> int:
        assert self._popen, "not started"
        return self._popen.pid

    @property
    def status(self) -> int | None:
        """Return the exit status: None while the process runs, or a signal's negated number if that killed it."""
        assert self._popen, "not started"
        return self._popen.poll()

    def start(self) -> Self:
        """Start the process, and append its output to the log. Returns at once."""
        with self.log.open("ab") as log:
            self._popen = subprocess.Popen(
                tethered(self._command),
                cwd=ROOT,
                env=self._env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    def wait_for(self, probe: Callable[[], bool], seconds: float, what: str) -> None:
        """Wait until `probe` returns True.

        Raises TimeoutError after `seconds`, or RuntimeError as soon as the process exits, with the end of its log.
        """
        try:
            wait_until(lambda: probe() or self.status is not None, seconds, what)
        except TimeoutError as error:
            raise TimeoutError(f"{error}\n{self._tail()}") from None
        if self.status is not None and not probe():
            raise RuntimeError(f"{what}: the process exited with status {self.status}\n{self._tail()}")

    def wait_for_http(self, url: str, seconds: float = 90) -> None:
        self.wait_for(lambda: http_answers(url), seconds, f"{url} answers 200")

    def wait_for_output(self, text: str, seconds: float = 30) -> None:
        self.wait_for(lambda: text in self.log.read_text(errors="replace"), seconds, f"{text!r} in {self.log}")

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process group, if there still is one."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    def kill(self) -> None:
        """Send SIGKILL to the process group, and wait until the process has exited."""
        self.signal(signal.SIGKILL)
        self.wait()

    def wait(self, seconds: float = 10) -> int:
        """Wait until the process exits. Return its exit status. Raises subprocess.TimeoutExpired."""
        assert self._popen, "not started"
        return self._popen.wait(seconds)

    def stop(self, grace_seconds: float = 10) -> int:
        """Send SIGTERM to the process, then SIGKILL to its group once it has exited or the grace is over.

        Return the exit status.
        """
        if self.status is None:
            os.kill(self.pid, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self.wait(grace_seconds)
        self.kill()
        return self.wait()

    def _tail(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-20:])

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()
