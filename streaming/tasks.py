"""Tasks that have an owner and a name."""

import asyncio
import logging
from collections.abc import Awaitable, Coroutine
from contextvars import Context
from typing import Any

log = logging.getLogger(__name__)


def spawn(coroutine: Coroutine[Any, Any, Any], name: str, *, shared: bool = False) -> asyncio.Task[Any]:
    """Start a task whose failure is logged. The caller keeps a reference and ends the task with `stop`.

    A `shared` task also works for others than its caller, so it has none of the caller's context variables: its log
    lines must not carry the id of the request that happened to need it first.
    """
    task = asyncio.create_task(coroutine, name=name, context=Context() if shared else None)
    task.add_done_callback(_report)
    return task


def _report(task: asyncio.Task[Any]) -> None:
    if not task.cancelled() and (error := task.exception()):
        log.error("task %s failed", task.get_name(), exc_info=error)


async def stop(*tasks: asyncio.Task[Any] | None) -> None:
    """Cancel tasks and wait until they have ended. A cancellation of the caller is not swallowed."""
    running = [task for task in tasks if task and task is not asyncio.current_task()]
    for task in running:
        task.cancel()
    if running:
        await asyncio.wait(running)


def to_its_end(command: Awaitable[Any]) -> Awaitable[Any]:
    """Run a command to Redis so that it ends by itself if its caller is cancelled.

    redis-py 8.1 swallows a cancellation that arrives while it connects; the caller would then never end.
    """
    running = asyncio.ensure_future(command)
    # Retrieves the exception, which asyncio would report if nobody waits any more.
    running.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
    return asyncio.shield(running)
