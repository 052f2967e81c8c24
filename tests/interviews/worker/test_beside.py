"""What a worker does beside the questions ends with it, also if it is at work in a thread at that moment."""

import asyncio
import threading

import pytest

from interviews.exporting import making
from interviews.worker.exports import keep_exporting
from interviews.worker.rest import rest

pytestmark = pytest.mark.django_db(transaction=True)


async def test_exports_end_while_a_part_is_being_made(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def make() -> bool:
        begun.set()
        return go_on.wait(60)

    monkeypatch.setattr(making, "make_next", make)
    stopping = asyncio.Event()
    task = asyncio.create_task(keep_exporting(stopping))
    await asyncio.to_thread(begun.wait, 60)
    stopping.set()
    task.cancel()  # which asgiref swallows
    go_on.set()
    done, _ = await asyncio.wait([task], timeout=60)
    assert done


async def test_a_pause_ends_when_the_worker_stops() -> None:
    stopping = asyncio.Event()
    pause = asyncio.create_task(rest(stopping, 3600))
    stopping.set()
    await asyncio.wait_for(pause, 60)
    await rest(asyncio.Event(), 0)
