"""The product's processes and what can go wrong with them."""

import signal
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import redis

from ops.processes.process import Process
from ops.stack import Stack, Web, Worker


class Machine:
    """Stops parts of the product and starts them again; `restore` starts whatever is missing."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self._frozen: set[int] = set()  # process ids
        self._ending: set[int] = set()

    def kill_worker(self, number: int) -> None:
        self._kill(self.stack.workers[number])

    def end_worker(self, number: int) -> None:
        self._end(self.stack.workers[number])

    def freeze_worker(self, number: int) -> None:
        self._freeze(self.stack.workers[number])

    def thaw_worker(self, number: int) -> None:
        self._thaw(self.stack.workers[number])

    def start_worker(self, number: int) -> None:
        self._start(self.stack.workers[number])

    def kill_web(self, number: int) -> None:
        self._kill(self.stack.webs[number])

    def end_web(self, number: int) -> None:
        self._end(self.stack.webs[number])

    def freeze_web(self, number: int) -> None:
        self._freeze(self.stack.webs[number])

    def thaw_web(self, number: int) -> None:
        self._thaw(self.stack.webs[number])

    def start_web(self, number: int) -> None:
        self._start(self.stack.webs[number])

    def stop_redis(self, _: int = 0) -> None:
        self.stack.redis.stop()

    def kill_redis(self, _: int = 0) -> None:
        self.stack.redis.kill()

    def lose_redis(self, _: int = 0) -> None:
        """Kill Redis and delete its data, as if its machine were lost."""
        self.stack.redis.kill()
        for file in self.stack.redis.folder.glob("*.aof"):
            file.unlink()

    def start_redis(self, _: int = 0) -> None:
        self.stack.redis.start()

    def flush_redis(self, _: int = 0) -> None:
        with self._redis() as client:
            client.flushall()

    def disconnect_redis(self, _: int = 0) -> None:
        """Cut every connection to Redis."""
        with self._redis() as client:
            for kind in ("normal", "pubsub"):
                client.client_kill_filter(_type=kind, skipme=True)

    def restore(self) -> None:
        """Start whatever is missing and wait until it is ready."""
        if not self.stack.redis.answers():
            self.stack.redis.start()
        processes: list[Web | Worker] = [*self.stack.workers, *self.stack.webs]
        for process in processes:
            self._thaw(process)
            if process.status is not None or process.pid in self._ending:
                self._start(process)
        for process in processes:
            process.wait_until_ready()

    @contextmanager
    def _redis(self) -> Iterator[redis.Redis]:
        client = redis.Redis.from_url(self.stack.redis.url, socket_timeout=5)
        with closing(client), suppress(redis.ConnectionError):  # it is down already
            yield client

    def _kill(self, process: Process) -> None:
        if process.status is None:
            process.kill()

    def _end(self, process: Process) -> None:
        if process.status is None:
            process.signal(signal.SIGTERM)
            self._ending.add(process.pid)

    def _freeze(self, process: Process) -> None:
        if process.status is None:
            process.signal(signal.SIGSTOP)
            self._frozen.add(process.pid)

    def _thaw(self, process: Process) -> None:
        if process.pid in self._frozen:
            process.signal(signal.SIGCONT)
            self._frozen.discard(process.pid)

    def _start(self, process: Process) -> None:
        self._kill(process)  # it may still be shutting down, which takes too long
        process.start()
