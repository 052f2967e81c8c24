"""The base of all scripted servers: a TCP server on loopback, in its own thread."""

import asyncio
import threading
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from concurrent.futures import Future
from contextlib import asynccontextmanager
from typing import Any, Self

START_SECONDS = 10


class LoopbackThread(ABC):
    """Use as a context manager; leaving it drops every connection. `running` counts the requests in progress.

    Port 0 chooses a free port, which `port` has after the start. Starting raises OSError if the port cannot be used.
    """

    def __init__(self, port: int = 0) -> None:
        self.port = port
        self.connections = 0
        self.running = 0
        self._changed = threading.Condition()
        self._started: Future[int] = Future()
        self._open: set[asyncio.Task[Any]] = set()

    @abstractmethod
    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection until it ends."""

    def wait_for_running(self, count: int, seconds: float = 20) -> bool:
        """Block until exactly `count` requests are in progress. Return whether that happened within `seconds`."""
        with self._changed:
            return self._changed.wait_for(lambda: self.running == count, seconds)

    def __enter__(self) -> Self:
        name = type(self).__name__
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name=name, daemon=True)
        self._thread.start()
        self.port = self._started.result(START_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @asynccontextmanager
    async def here(self) -> AsyncIterator[Self]:
        """Serve in the running loop instead, for a test whose loop has a clock of its own."""
        self._loop = asyncio.get_running_loop()
        async with await self._listen() as server:
            self.port = server.sockets[0].getsockname()[1]
            yield self
            await self._drop(server)

    def stop(self) -> None:
        """Drop every connection. May be called more than once."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join(START_SECONDS)

    def _count(self, change: int) -> None:
        with self._changed:
            self.running += change
            self._changed.notify_all()

    async def _run(self) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        try:
            server = await self._listen()
        except OSError as error:
            self._started.set_exception(error)
            return
        self._started.set_result(server.sockets[0].getsockname()[1])
        await self._stopping.wait()
        await self._drop(server)

    async def _listen(self) -> asyncio.Server:
        return await asyncio.start_server(self._connected, "127.0.0.1", self.port)

    async def _drop(self, server: asyncio.Server) -> None:
        server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.create_task(self._converse(reader, writer))
        self._open.add(task)
        task.add_done_callback(self._open.discard)
