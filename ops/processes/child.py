import asyncio
import os
import signal
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress

from ops import ROOT

from .lines import LineBuffer
from .tether import tethered


class Child:
    """One process, run once. `on_line` is called with each line of its output; `exited` resolves to its exit status.

    The process has its own session, so that the terminal's Ctrl-C reaches only the supervisor, and it is killed if the
    supervisor dies. Create it in the main thread, with a running event loop. asyncio's subprocesses do not fit: asyncio
    reaps in a thread, but the process group must be killed before its leader is reaped, because after that its number
    may belong to another group.
    """

    def __init__(self, command: list[str], env: Mapping[str, str], on_line: Callable[[bytes], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self.exited: asyncio.Future[int] = self._loop.create_future()
        self._on_line = on_line
        self._lines = LineBuffer()
        self._popen = subprocess.Popen(
            tethered(command),
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        assert self._popen.stdout
        self._pipe = self._popen.stdout.fileno()
        os.set_blocking(self._pipe, False)
        self._pidfd = self._open_pidfd()
        self._loop.add_reader(self._pipe, self._read)
        self._loop.add_reader(self._pidfd, self._end)

    @property
    def pid(self) -> int:
        return self._popen.pid

    def terminate(self) -> None:
        """Send SIGTERM to the process alone, which must stop its own children."""
        if not self.exited.done():
            self._popen.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """Send SIGKILL to the process group."""
        if not self.exited.done():
            self._sweep()

    def _open_pidfd(self) -> int:
        try:
            return os.pidfd_open(self._popen.pid)
        except OSError:  # out of file descriptors, so its exit would go unnoticed
            self._sweep()
            self._popen.wait()
            raise

    def _sweep(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._popen.pid, signal.SIGKILL)

    def _read(self) -> bool:
        """Read once. Return whether there may be more to read."""
        try:
            data = os.read(self._pipe, 65536)
        except BlockingIOError:
            return False
        if not data:
            self._loop.remove_reader(self._pipe)
        for line in self._lines.feed(data):
            self._on_line(line)
        return bool(data)

    def _end(self) -> None:
        self._loop.remove_reader(self._pidfd)
        self._loop.remove_reader(self._pipe)
        self._sweep()
        status = self._popen.wait()
        while self._read():  # what it wrote just before it exited
            pass
        for line in self._lines.end():
            self._on_line(line)
        os.close(self._pidfd)
        assert self._popen.stdout
        self._popen.stdout.close()
        self.exited.set_result(status)
