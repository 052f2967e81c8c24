"""Streams and messages have threads of their own for the database, and leave no connection behind."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connections

from interviews.api.stream_host import _ACTING, _READING, InterviewHost
from interviews.models import Interview
from tests.interviews.scenes import asked

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def interview() -> Interview:
    return asked()


def of_each_thread(pool: ThreadPoolExecutor) -> list[Any]:
    """Return the database connection of each of the pool's threads; None if it has none."""
    all_there = threading.Barrier(pool._max_workers)  # so that none answers for another

    def connection() -> Any:
        all_there.wait(60)
        return connections["default"].connection

    return [answer.result() for answer in [pool.submit(connection) for _ in range(pool._max_workers)]]


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
    await asyncio.gather(*(host.progress(interview.pk) for _ in range(40)))
    kept = await asyncio.gather(*(asyncio.to_thread(of_each_thread, pool) for pool in (_READING, _ACTING)))
    assert kept == [[None] * 4, [None] * 12]
