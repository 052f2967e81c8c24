import asyncio
import signal
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from .child import Child
from .output import Output


@dataclass(frozen=True)
class Service:
    """A long-running process. After SIGTERM, it has `grace_seconds` to exit before it is killed."""

    name: str
    command: list[str]
    env: Mapping[str, str]
    grace_seconds: float


@dataclass
class BackOff:
    """The delay before a restart. It doubles each time, and is reset by a run of at least `settled_seconds`."""

    first_seconds: float = 0.5
    longest_seconds: float = 10.0
    settled_seconds: float = 30.0
    _next: float | None = None

    def after(self, lived_seconds: float) -> float:
        """Return the delay in seconds before the restart of a process that ran for `lived_seconds`."""
        if self._next is None or lived_seconds >= self.settled_seconds:
            self._next = self.first_seconds
        delay, self._next = self._next, min(self._next * 2, self.longest_seconds)
        return delay


class Keeper:
    """Keeps one service running: restarts it whenever it exits, until `retire` is called."""

    def __init__(self, service: Service, output: Output, back_off: BackOff) -> None:
        self._service = service
        self._output = output
        self._back_off = back_off
        self._retired = False
        self._again = False
        self._woken = asyncio.Event()
        self._child: Child | None = None
        self._task = asyncio.create_task(self._keep(), name=f"keep {service.name}")

    @property
    def name(self) -> str:
        return self._service.name

    def retire(self) -> None:
        """Stop restarting the service, but let it run."""
        self._retired = True
        self._woken.set()

    async def restart(self) -> None:
        """Stop the service, with SIGKILL after its grace, and start it again without the delay after a failure."""
        self._again = True
        self._woken.set()
        if self._child and not self._child.exited.done():
            self._child.terminate()
            await asyncio.wait([self._child.exited], timeout=self._service.grace_seconds)
            self._child.kill()

    async def stop(self) -> None:
        """Send SIGTERM, then SIGKILL after the service's grace. Return once it has exited."""
        self.retire()
        if self._child:
            self._child.terminate()
        done, _ = await asyncio.wait([self._task], timeout=self._service.grace_seconds)
        if not done:
            self._output.say(f"{self._service.name} did not exit within {self._service.grace_seconds:g} s; killing it.")
            self.kill()
        await self._task

    def kill(self) -> None:
        """Send SIGKILL to the service's process group, and do not restart it."""
        self.retire()
        if self._child:
            self._child.kill()

    async def _keep(self) -> None:
        loop = asyncio.get_running_loop()
        while not self._retired:
            started = loop.time()
            self._again = False
            self._woken.clear()
            end = await self._live()
            if not (self._retired or self._again):
                await self._wait_a_while(end, lived_seconds=loop.time() - started)

    async def _live(self) -> str:
        """Run the process once. Return how it ended."""
        name = self._service.name
        try:
            self._child = Child(self._service.command, self._service.env, lambda line: self._output.line(name, line))
        except OSError as error:  # out of processes or memory, perhaps temporarily
            return f"could not start ({error.strerror})"
        return ending(await self._child.exited)

    async def _wait_a_while(self, end: str, lived_seconds: float) -> None:
        delay = self._back_off.after(lived_seconds)
        self._output.say(f"{self._service.name} {end} after {lived_seconds:.0f} s; restarting it in {delay:g} s.")
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), timeout=delay)


def ending(status: int) -> str:
    """Describe an exit status as subprocess returns it: a negative one is a signal's negated number."""
    if status < 0:
        return f"was killed by {signal.Signals(-status).name}"
    return f"exited with status {status}"
