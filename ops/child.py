import asyncio
import os
import signal
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress

from . import ROOT
from .lines import LineBuffer
from .tether import tethered


class Child:
    """One process, run once: its lines go to `on_line` as they come, its status to `exited`.

    It has a session of its own, so that the terminal's Ctrl-C reaches us alone, and dies with us. Made in the
    main thread, under a running event loop. Not asyncio's own subprocess: that one reaps in a thread, and we
    sweep the process group before its leader is reaped, while the group's number cannot be anybody else's.
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
        """SIGTERM to the process alone; what it started is its own to end."""
        if not self.exited.done():
            self._popen.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL to it and to all in its process group."""
        if not self.exited.done():
            self._sweep()

    def _open_pidfd(self) -> int:
        try:
            return os.pidfd_open(self._popen.pid)
        except OSError:  # no descriptor left: nobody would learn of its end
            self._sweep()
            self._popen.wait()
            raise

    def _sweep(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._popen.pid, signal.SIGKILL)

    def _read(self) -> bool:
        """Whether there may be more."""
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
        while self._read():  # what it wrote just before its end
            pass
        for line in self._lines.end():
            self._on_line(line)
        os.close(self._pidfd)
        assert self._popen.stdout
        self._popen.stdout.close()
        self.exited.set_result(status)
