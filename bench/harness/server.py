"""A web process for a bench, with the stack's Redis and database, pinned to the server's core."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from ops.processes import procfile
from ops.processes.ports import HOST, free_port
from ops.processes.process import Process
from ops.stack import Stack

from .cores import for_the_server
from .process_usage import cpu_seconds, memory_kb, open_files

PRODUCT = "interview_site.asgi:application"


def daphne(application: str, port: int) -> list[str]:
    """Return the command by which the Procfile starts the web process, for another application."""
    return [*procfile.commands(port)["web"][:-1], application]


def uvicorn(application: str, port: int) -> list[str]:
    options = f"--host {HOST} --port {port} --lifespan off --log-level error --no-access-log --no-server-header"
    return [".venv/bin/python", "-m", "uvicorn", *options.split(), application]


class Server:
    """`with Server(stack) as server: ...` starts the process and kills it at the end."""

    def __init__(
        self, stack: Stack, application: str = PRODUCT, command: Callable[[str, int], list[str]] = daphne
    ) -> None:
        port = free_port()
        self.url = f"http://{HOST}:{port}"
        log = Path(stack.env["DATA_DIR"]) / f"server_{port}.log"
        self._process = Process(command(application, port), env=stack.env, log=log)

    @property
    def cpu_seconds(self) -> float:
        return cpu_seconds(self._process.pid)

    @property
    def memory_kb(self) -> float:
        return memory_kb(self._process.pid)

    @property
    def open_files(self) -> list[str]:
        return open_files(self._process.pid)

    async def settled(self) -> None:
        """Wait until the process uses less than 5 % of a core, for at most 30 s."""
        for _ in range(60):
            before = self.cpu_seconds
            await asyncio.sleep(0.5)
            if self.cpu_seconds - before < 0.025:
                return

    def kill(self) -> None:
        self._process.kill()

    def __enter__(self) -> Self:
        with for_the_server():
            self._process.start()
        try:
            self._process.wait_for_http(f"{self.url}/healthz")
        except BaseException:
            self.kill()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.kill()  # not terminated: open viewers would make it use its whole grace period
