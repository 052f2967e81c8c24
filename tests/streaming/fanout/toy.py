"""The toy site on a real daphne."""

import os
import socket
import sys
from pathlib import Path

import httpx

from ops.processes.ports import HOST, free_port
from ops.processes.process import Process

SECONDS = 60


class Toy:
    """A daphne with streams and no database."""

    def __init__(
        self,
        folder: Path,
        redis_url: str,
        stalled_seconds: float,
        dead_peer_ms: int = SECONDS * 1000,
        slow_seconds: float = SECONDS,
        receive_seconds: float = SECONDS,
    ) -> None:
        self.port = free_port()
        self.url = f"http://{HOST}:{self.port}"
        daphne = [sys.executable, "-m", "daphne", "-v", "0", "-b", HOST, "-p", str(self.port)]
        patience = {"STALLED": stalled_seconds, "SLOW": slow_seconds, "RECEIVE": receive_seconds}
        env = {f"{name}_SECONDS": str(seconds) for name, seconds in patience.items()}
        env |= {"REDIS_URL": redis_url, "DJANGO_SETTINGS_MODULE": "", "DEAD_PEER_MS": str(dead_peer_ms)}
        command = [*daphne, "tests.streaming.toy_site:application"]
        self.process = Process(command, env=os.environ | env, log=folder / "daphne.log")

    def told(self, name: str) -> float:
        """Return a figure of its metrics."""
        lines = httpx.get(self.url).text.splitlines()
        return sum(float(line.split()[-1]) for line in lines if line.startswith(name))

    def wait_for_viewers(self, count: int) -> None:
        self.process.wait_for(lambda: self.told("stream_viewers") == count, SECONDS, f"{count} viewers")

    def wait_until_behind(self) -> None:
        self.process.wait_for(lambda: self.told("stream_behind_total") > 0, SECONDS, "a reader is behind")

    def start(self) -> "Toy":
        self.process.start().wait_for_http(self.url)
        return self

    def peak_kilobytes(self) -> int:
        """Return the most memory that the process ever held."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0])

    def connected(self, sent: bytes) -> socket.socket:
        """Open a connection and send these bytes over it."""
        connection = socket.create_connection((HOST, self.port), timeout=SECONDS)
        connection.sendall(sent)
        return connection

    def log(self) -> bytes:
        return self.process.log.read_bytes()
