"""A writer whose database was restored from a backup while Redis kept the log of a later time."""

import pytest

from streaming.log import RedisLog
from streaming.writing.writer import Halt
from tests.streaming.scenes import ScriptedLease, append, done, started, token

from .test_writer import positions, text, writing


@pytest.mark.parametrize("epoch", [4, 5], ids=["a later attempt", "an attempt of the same number"])
@pytest.mark.parametrize("ended", [False, True])
async def test_a_log_of_a_time_that_the_database_has_forgotten_is_replaced(
    log: RedisLog, interview_id: int, epoch: int, ended: bool
) -> None:
    forgotten = [started(), token("forgotten "), token("words "), *([done("forgotten words ")] if ended else [])]
    for offset, event in enumerate(forgotten, start=1):
        await append(log, interview_id, (5, offset), event)
    async with writing(log, interview_id, epoch=epoch) as writer:
        for event in [started(), token("the new "), token("question")]:
            writer.put(event)
        assert await writer.drained()
        writer.reserve_closing()
        writer.put(done("the new question"))
        assert await writer.drained()
    assert await text(log, interview_id) == "the new question"
    assert await positions(log, interview_id) == [f"{epoch}-{offset}" for offset in (1, 2, 3, 4)]


async def test_after_its_question_is_saved_an_attempt_replaces_no_log(log: RedisLog, interview_id: int) -> None:
    async with writing(log, interview_id, epoch=5) as writer:
        writer.put(started())
        writer.put(token("a"))
        assert await writer.drained()
        writer.reserve_closing()
        await append(log, interview_id, (6, 1), started(attempt=2))
        writer.put(done("a"))
        assert not await writer.drained()
        assert writer.halt is Halt.STALE
    assert await positions(log, interview_id) == ["5-1", "5-2", "6-1"]


async def test_an_attempt_that_lost_its_lease_leaves_the_log_alone(log: RedisLog, interview_id: int) -> None:
    await append(log, interview_id, (5, 1), started())
    async with writing(log, interview_id, epoch=4, lease=ScriptedLease(holds=False)) as writer:
        writer.put(started())
        assert not await writer.drained()
        assert writer.halt is Halt.STALE
    assert await positions(log, interview_id) == ["5-1"]
