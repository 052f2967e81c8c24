"""Runs the product's processes in one terminal, restarts those that exit, and stops them in order.

honcho and foreman do not fit: when one child exits, they stop all the others; they send SIGTERM to all at once (to
Redis before the worker has written its last token); and if they are killed, the children keep running. supervisord is
a daemon with its own configuration.
"""

import asyncio
import signal
from collections.abc import Callable, Coroutine, Mapping
from functools import partial

from ops.problem import Problem

from .child import Child
from .keeper import BackOff, Keeper, Service, ending
from .output import Output

STOPPING = (signal.SIGTERM, signal.SIGHUP)

Script = Callable[["Supervisor"], Coroutine[None, None, None]]


class Supervisor:
    """Runs the services that a script starts until it receives a signal: `await supervisor.run(script)`.

    Services stop one after another, in the reverse order of their start, each with its own grace, so that a service
    can use those started before it until it exits. SIGINT (Ctrl-C), SIGTERM and SIGHUP stop them; a second Ctrl-C
    kills them.
    """

    def __init__(self, output: Output, back_off: Callable[[], BackOff] = BackOff) -> None:
        self._output = output
        self._back_off = back_off
        self._keepers: list[Keeper] = []
        self._tasks: set[Child] = set()
        self._stop = asyncio.Event()

    async def run(self, script: Script) -> int:
        """Run until a signal arrives. Return the exit status: 0, or 1 if the script raised a Problem (printed)."""
        self._listen()
        work = asyncio.create_task(script(self), name="script")
        try:
            return await self._until_stopped(work)
        finally:
            work.cancel()
            await asyncio.wait([work])
            await self._stop_all()

    def start(self, service: Service) -> None:
        """Start a service and keep it running. Does nothing once the supervisor is stopping."""
        if not self._stop.is_set():
            self._keepers.append(Keeper(service, self._output, self._back_off()))

    async def restart(self, *names: str) -> None:
        """Stop these services at the same time, each with its own grace, and start them again."""
        await asyncio.gather(*(keeper.restart() for keeper in self._keepers if keeper.name in names))

    async def task(
        self, name: str, command: list[str], env: Mapping[str, str], on_line: Callable[[bytes], None] | None = None
    ) -> None:
        """Run a command to its end. Its lines go to `on_line`, or else to the terminal. Raises Problem if it fails."""
        child = Child(command, env, on_line or partial(self._output.line, name))
        self._tasks.add(child)
        try:
            status = await asyncio.shield(child.exited)
        finally:
            child.kill()
            await asyncio.wait([child.exited])
            self._tasks.discard(child)
        if status:
            raise Problem(f"{name} {ending(status)}: see its output above.")

    def say(self, text: str) -> None:
        self._output.say(text)

    def show(self, name: str, line: bytes) -> None:
        """Print a line as if `name` had written it."""
        self._output.line(name, line)

    async def _until_stopped(self, work: "asyncio.Task[None]") -> int:
        stopped = asyncio.create_task(self._stop.wait(), name="until stopped")
        await asyncio.wait([work, stopped], return_when=asyncio.FIRST_COMPLETED)
        try:
            if work.done():
                work.result()
            await stopped
        except Problem as problem:
            self._output.say(str(problem))
            return 1
        finally:
            stopped.cancel()
        return 0

    def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGINT, self._interrupted)
        for number in STOPPING:
            # They may arrive twice: `make` forwards a SIGTERM that the whole process group has already received.
            loop.add_signal_handler(number, self._stop.set)
        self._output.on_broken = self._stop.set

    def _interrupted(self) -> None:
        if not self._stop.is_set():
            self._stop.set()
            return
        running: list[Keeper | Child] = [*self._keepers, *self._tasks]
        for each in running:
            each.kill()

    async def _stop_all(self) -> None:
        if self._keepers:
            self._output.say("Stopping. Press Ctrl-C again to kill everything at once.")
        for keeper in self._keepers:
            keeper.retire()
        for keeper in reversed(self._keepers):
            await keeper.stop()
