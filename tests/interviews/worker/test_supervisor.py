"""The supervisor of a question's publishing, with a publisher that only says when to stop."""

import asyncio
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import pytest

from interviews.worker.errors import AttemptFailed, TurnLost
from interviews.worker.supervisor import Supervisor
from streaming.writing.writer import Halt

LONG_SECONDS = 3600.0


class Publisher:
    """What the supervisor needs of a QuestionPublisher. `publish` runs until it is stopped."""

    def __init__(self) -> None:
        self.changing = asyncio.Lock()
        self.running = asyncio.Event()
        self.stopped = False
        self.begin_generation(1)

    def begin_generation(self, epoch: int) -> None:
        halted = asyncio.get_running_loop().create_future()
        self.stream = SimpleNamespace(epoch=epoch, halt=None, halted=halted)

    def stop_for(self, reason: Halt) -> None:
        self.stream.halt = reason
        self.stream.halted.set_result(None)

    async def publish(self) -> None:
        self.running.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.stopped = True


@pytest.fixture
async def publisher() -> AsyncIterator[Any]:
    yield Publisher()
    assert len(asyncio.all_tasks()) == 1, "nothing runs on"


async def test_a_question_that_ends_by_itself_is_left_alone(publisher: Any) -> None:
    await Supervisor(publisher, LONG_SECONDS).run(asyncio.sleep(0))


async def test_what_the_publishing_raises_is_raised(publisher: Any) -> None:
    async def fail() -> None:
        raise AttemptFailed("empty", "the model wrote nothing")

    with pytest.raises(AttemptFailed, match="the model wrote nothing"):
        await Supervisor(publisher, LONG_SECONDS).run(fail())


async def halted(publisher: Any, reason: Halt) -> None:
    run = asyncio.ensure_future(Supervisor(publisher, LONG_SECONDS).run(publisher.publish()))
    await publisher.running.wait()
    publisher.stop_for(reason)
    await run


async def test_a_cancelled_question_is_stopped_and_fails(publisher: Any) -> None:
    with pytest.raises(AttemptFailed) as failed:
        await halted(publisher, Halt.CANCELLED)
    assert failed.value.code == "cancelled" and publisher.stopped


async def test_a_lost_question_is_stopped_and_does_not_fail(publisher: Any) -> None:
    with pytest.raises(TurnLost):
        await halted(publisher, Halt.STALE)
    assert publisher.stopped


async def test_a_question_that_takes_too_long_is_stopped_and_fails(publisher: Any) -> None:
    with pytest.raises(AttemptFailed, match=r"not done after 0\.01 s") as failed:
        await Supervisor(publisher, 0.01).run(publisher.publish())
    assert failed.value.code == "timeout" and publisher.stopped


async def test_a_question_is_not_stopped_between_two_generations(publisher: Any) -> None:
    refused = publisher.stream
    async with publisher.changing:
        run = asyncio.ensure_future(Supervisor(publisher, LONG_SECONDS).run(publisher.publish()))
        await publisher.running.wait()
        refused.halted.set_result(None)
        await asyncio.sleep(0.01)
        assert not publisher.stopped
        publisher.begin_generation(2)
    publisher.stop_for(Halt.CANCELLED)
    with pytest.raises(AttemptFailed):
        await run
    assert publisher.stopped


async def test_a_supervisor_that_is_cancelled_stops_the_question(publisher: Any) -> None:
    run = asyncio.ensure_future(Supervisor(publisher, LONG_SECONDS).run(publisher.publish()))
    await publisher.running.wait()
    run.cancel()
    await asyncio.wait([run])
    assert run.cancelled() and publisher.stopped
