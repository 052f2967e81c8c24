"""An event loop whose clock moves only when nothing else can happen, so that minutes of speech pass in milliseconds."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any

IN_FLIGHT_SECONDS = 0.0002  # real time, in which bytes between two sockets of the loop arrive


class VirtualLoop(asyncio.SelectorEventLoop):
    """Sockets work. What a thread would do is done at once, in the loop's own thread."""

    def __init__(self) -> None:
        self.now = 0.0
        super().__init__(_Selector(self))

    def time(self) -> float:
        return self.now

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> Any:
        done = self.create_future()
        try:
            done.set_result(func(*args))
        except Exception as error:
            done.set_exception(error)
        return done


class _Selector(selectors.DefaultSelector):
    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> Any:
        if timeout == 0:
            return super().select(0)
        sockets = len(self.get_map()) > 1  # besides the loop's own
        found = super().select(IN_FLIGHT_SECONDS if sockets else 0)
        if found or (timeout is None and sockets):
            return found
        assert timeout is not None, "nothing is left that could happen"
        self._loop.now += timeout
        return []


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine to its end on such a loop, from second 0."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(work)
