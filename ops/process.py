"""Processes for tests and benches: started, awaited, stopped, and never left behind."""

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

from . import ROOT
from .tether import tethered


def wait_until(probe: Callable[[], bool], seconds: float, what: str) -> None:
    """Poll every 20 ms. Raises TimeoutError, which names `what`."""
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
    """One command, run in the checkout, with its output in a file; it dies with this process.

        with Process(procfile.commands(port)["web"], env=env, log=tmp_path / "web.log") as web:
            web.wait_for_http(f"http://127.0.0.1:{port}/healthz")

    Start it from the main thread (see `ops.tether`).
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
        """The exit status: None while it runs, negative if a signal ended it."""
        assert self._popen, "not started"
        return self._popen.poll()

    def start(self) -> Self:
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
        """Wait until `probe` is true. Fails at once if the process exits; the error has the end of the log."""
        try:
            wait_until(lambda: probe() or self.status is not None, seconds, what)
        except TimeoutError as error:
            raise TimeoutError(f"{error}\n{self._tail()}") from None
        if self.status is not None and not probe():
            raise RuntimeError(f"{what}: the process ended with {self.status}\n{self._tail()}")

    def wait_for_http(self, url: str, seconds: float = 30) -> None:
        self.wait_for(lambda: http_answers(url), seconds, f"{url} answers 200")

    def wait_for_output(self, text: str, seconds: float = 30) -> None:
        self.wait_for(lambda: text in self.log.read_text(errors="replace"), seconds, f"{text!r} in {self.log}")

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to its process group."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    def kill(self) -> None:
        self.signal(signal.SIGKILL)
        self.wait()

    def wait(self, seconds: float = 10) -> int:
        assert self._popen, "not started"
        return self._popen.wait(seconds)

    def stop(self, grace_seconds: float = 10) -> int:
        """Send SIGTERM, then SIGKILL after the grace. Return the exit status; does nothing if it has exited."""
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
