"""Streams and messages have threads of their own for the database, and leave no connection behind."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connections

from interviews.api.stream_host import _ACTING, _READING, InterviewHost
from interviews.models import Interview
from streaming.host import StreamRefused
from tests.interviews.scenes import asked

STRANGER = {
    "type": "websocket",
    "path": "/",
    "query_string": b"",
    "headers": [(b"host", b"localhost"), (b"authorization", b"Bearer x")],
}
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def interview() -> Interview:
    return asked()


def of_each_thread(pool: ThreadPoolExecutor, call: Callable[[], Any]) -> list[Any]:
    """Return what `call` returns in each of the pool's threads."""
    all_there = threading.Barrier(pool._max_workers)  # so that none answers for another

    def answer() -> Any:
        all_there.wait(60)
        return call()

    return [answer.result() for answer in [pool.submit(answer) for _ in range(pool._max_workers)]]


async def of_all_threads(call: Callable[[], Any]) -> list[list[Any]]:
    return await asyncio.gather(*(asyncio.to_thread(of_each_thread, pool, call) for pool in (_READING, _ACTING)))


async def test_a_stream_opens_while_every_other_thread_is_busy(interview: Interview) -> None:
    """Logins wait for the processor in asgiref's thread, and messages wait for Redis in theirs."""
    free = threading.Event()
    busy = [asyncio.create_task(sync_to_async(free.wait)())]
    busy += [asyncio.wrap_future(_ACTING.submit(free.wait)) for _ in range(20)]  # type: ignore[misc]
    try:
        progress = await asyncio.wait_for(InterviewHost().progress(interview.pk), 60)
    finally:
        free.set()
        await asyncio.gather(*busy)
    assert progress.status == "running"


async def test_no_thread_keeps_its_connection(interview: Interview) -> None:
    host = InterviewHost()
    # Tests over a communicator of Channels leave connections behind: it turns off what closes them.
    await of_all_threads(connections.close_all)
    await asyncio.gather(*(host.progress(interview.pk) for _ in range(40)))
    refused = [host.handlers["cancel"](STRANGER, interview.pk, {"turn": 1}) for _ in range(40)]
    assert {type(error) for error in await asyncio.gather(*refused, return_exceptions=True)} == {StreamRefused}
    assert await of_all_threads(lambda: connections["default"].connection) == [[None] * 4, [None] * 12]
