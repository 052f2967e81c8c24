import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from redis.asyncio import Redis

from ops.processes.redis_server import RedisServer
from streaming.log import RedisLog
from streaming.wire.events import Token, decode, type_name
from streaming.wire.position import StreamPosition
from streaming.writing.writer import Halt, StreamWriter
from tests.streaming.scenes import (
    SECONDS,
    ScriptedLease,
    append,
    audio,
    done,
    everything,
    failed,
    skipped,
    started,
    token,
)


@asynccontextmanager
async def writing(
    log: RedisLog, interview_id: int, epoch: int = 1, lease: ScriptedLease | None = None
) -> AsyncIterator[StreamWriter]:
    writer = StreamWriter(log, interview_id, epoch, turn=1, lease=lease or ScriptedLease())
    try:
        async with asyncio.timeout(SECONDS):
            yield writer
    finally:
        await writer.close()


async def text(log: RedisLog, interview_id: int) -> str:
    events = [decode(entry.data) for entry in await everything(log, interview_id)]
    return "".join(event.text for event in events if isinstance(event, Token))


async def positions(log: RedisLog, interview_id: int) -> list[str]:
    return [str(entry.position) for entry in await everything(log, interview_id)]


async def test_events_reach_the_log_in_order(log: RedisLog, interview_id: int) -> None:
    async with writing(log, interview_id) as writer:
        for event in [started(), token("a"), token("b"), done("ab")]:
            writer.put(event)
        assert await writer.drained()
    assert await positions(log, interview_id) == ["1-1", "1-2", "1-3", "1-4"]
    assert await text(log, interview_id) == "ab"


async def test_more_than_one_batch_arrives_during_an_append(log: RedisLog, interview_id: int) -> None:
    words = [f"{n} " for n in range(1000)]
    async with writing(log, interview_id) as writer:
        for number, word in enumerate(words):
            writer.put(token(word))
            if number % 7 == 0:
                await asyncio.sleep(0)  # lets an append begin
        assert await writer.drained()
    assert await text(log, interview_id) == "".join(words)


async def test_the_next_offset_follows_what_was_put(log: RedisLog, interview_id: int) -> None:
    async with writing(log, interview_id) as writer:
        assert writer.next_offset == 1
        writer.put(started())
        writer.put(token("a"))
        assert writer.next_offset == 3


async def test_the_first_token_counts_once_redis_has_it(log: RedisLog, interview_id: int) -> None:
    async with writing(log, interview_id) as writer:
        writer.put(started())
        await writer.drained()
        assert "token" not in writer.first_at
        writer.put(token("a"))
        await writer.drained()
        assert "token" in writer.first_at


async def test_a_log_that_redis_lost_is_written_again_from_the_start(
    redis: Redis, log: RedisLog, interview_id: int
) -> None:
    async with writing(log, interview_id) as writer:
        writer.put(started())
        writer.put(token("a"))
        await writer.drained()
        await redis.delete(log.keys(interview_id).log)
        writer.put(token("b"))
        assert await writer.drained()
    assert await positions(log, interview_id) == ["1-1", "1-2", "1-3"]


async def test_a_log_longer_than_a_batch_is_written_again_completely(
    redis: Redis, log: RedisLog, interview_id: int
) -> None:
    words = [f"{n} " for n in range(600)]
    async with writing(log, interview_id) as writer:
        for word in words:
            writer.put(token(word))
        await writer.drained()
        await redis.delete(log.keys(interview_id).log)
        writer.put(token("end"))
        assert await writer.drained()
    assert await text(log, interview_id) == "".join(words) + "end"


async def test_an_attempt_that_lost_its_lease_does_not_write_a_lost_log_again(
    redis: Redis, log: RedisLog, interview_id: int
) -> None:
    async with writing(log, interview_id, lease=ScriptedLease(holds=False)) as writer:
        writer.put(started())
        await writer.drained()
        await redis.delete(log.keys(interview_id).log)
        writer.put(token("b"))
        assert not await writer.drained()
        assert writer.halt is Halt.STALE
    assert await positions(log, interview_id) == []


async def test_a_writer_stops_once_a_later_attempt_writes(log: RedisLog, interview_id: int) -> None:
    async with writing(log, interview_id, epoch=1, lease=ScriptedLease(holds=False)) as writer:
        writer.put(started())
        await writer.drained()
        await append(log, interview_id, (2, 1), started(attempt=2))
        writer.put(token("zombie"))
        assert not await writer.drained()
        await writer.halted.wait()
        assert writer.halt is Halt.STALE
    assert await text(log, interview_id) == ""


async def test_a_lease_that_cannot_be_renewed_because_of_an_error_counts_as_lost(
    redis: Redis, log: RedisLog, interview_id: int
) -> None:
    class DatabaseAway(ScriptedLease):
        async def renew(self) -> bool:
            raise OSError("no database")

    async with writing(log, interview_id, lease=DatabaseAway()) as writer:
        writer.put(started())
        await writer.drained()
        await redis.delete(log.keys(interview_id).log)
        writer.put(token("b"))
        assert not await writer.drained(), "Redis does not have all that was put"


async def test_tokens_are_kept_while_redis_is_away(
    frail_redis: RedisServer, frail_log: RedisLog, interview_id: int
) -> None:
    async with writing(frail_log, interview_id) as writer:
        writer.put(started())
        writer.put(token("before "))
        await writer.drained()
        frail_redis.stop()
        writer.put(token("meanwhile "))
        writer.put(token("and more "))
        frail_redis.start()
        writer.put(token("after"))
        assert await writer.drained()
    assert await text(frail_log, interview_id) == "before meanwhile and more after"


async def test_a_redis_that_comes_back_empty_gets_the_whole_question(
    frail_redis: RedisServer, frail_log: RedisLog, interview_id: int
) -> None:
    async with writing(frail_log, interview_id) as writer:
        writer.put(started())
        writer.put(token("before "))
        await writer.drained()
        frail_redis.kill()
        for path in frail_redis.folder.rglob("*.aof"):
            path.unlink()
        frail_redis.start()
        writer.put(token("after"))
        assert await writer.drained()
    assert await text(frail_log, interview_id) == "before after"


async def test_a_cancel_is_seen_before_the_first_token(redis: Redis, log: RedisLog, interview_id: int) -> None:
    async with writing(log, interview_id) as writer:
        await redis.set(log.keys(interview_id).cancel, 1)
        async with asyncio.timeout(1):
            await writer.halted.wait()
        assert writer.halt is Halt.CANCELLED


async def test_a_cancel_is_seen_with_the_next_append(redis: Redis, log: RedisLog, interview_id: int) -> None:
    await redis.set(log.keys(interview_id).cancel, 1)
    async with writing(log, interview_id) as writer:
        writer.put(started())
        await writer.halted.wait()
        assert writer.halt is Halt.CANCELLED


async def test_a_cancelled_question_still_gets_its_closing_event(
    redis: Redis, log: RedisLog, interview_id: int
) -> None:
    await redis.set(log.keys(interview_id).cancel, 1)
    async with writing(log, interview_id) as writer:
        writer.put(started())
        await writer.halted.wait()
        writer.put(failed(code="cancelled"))
        assert await writer.drained()
    assert await positions(log, interview_id) == ["1-1", "1-2"]


async def test_a_flag_for_an_earlier_attempt_stops_nothing_and_a_real_one_is_still_seen(
    redis: Redis, log: RedisLog, interview_id: int
) -> None:
    await redis.set(log.keys(interview_id).cancel, 1)
    lease = ScriptedLease(cancelled=False)
    async with writing(log, interview_id, lease=lease) as writer:
        for word in ("a", "b", "c"):
            writer.put(token(word))
            assert await writer.drained()
        assert writer.halt is None
        lease.cancelled = True
        await writer.halted.wait()
        assert writer.halt is Halt.CANCELLED


async def test_a_cancel_of_another_turn_stops_nothing(redis: Redis, log: RedisLog, interview_id: int) -> None:
    await redis.set(log.keys(interview_id).cancel, 9)
    async with writing(log, interview_id) as writer:
        writer.put(started())
        assert await writer.drained()
        assert writer.halt is None


async def test_a_lost_lease_beats_a_cancel(log: RedisLog, interview_id: int) -> None:
    async with writing(log, interview_id) as writer:
        writer.stop_for(Halt.CANCELLED)
        writer.stop_for(Halt.STALE)
        assert not await writer.drained()


async def test_a_cancel_does_not_hide_a_lost_lease(log: RedisLog, interview_id: int) -> None:
    async with writing(log, interview_id) as writer:
        writer.stop_for(Halt.STALE)
        writer.stop_for(Halt.CANCELLED)
        assert writer.halt is Halt.STALE


@pytest.mark.parametrize("closings", [1, 2])
async def test_closing_may_be_repeated(log: RedisLog, interview_id: int, closings: int) -> None:
    writer = StreamWriter(log, interview_id, 1, turn=1, lease=ScriptedLease())
    for _ in range(closings):
        await writer.close()
    assert not [task for task in asyncio.all_tasks() if str(interview_id) in task.get_name().split()]


async def test_drained_does_not_wait_for_events_that_are_put_later(log: RedisLog, interview_id: int) -> None:
    async with writing(log, interview_id) as writer:
        writer.put(started())
        drained = asyncio.ensure_future(writer.drained())
        while not drained.done():
            writer.put(token("more "))
            await asyncio.sleep(0)
        assert await drained


async def test_audio_waits_for_a_closing_event_whose_offset_is_reserved(log: RedisLog, interview_id: int) -> None:
    async with writing(log, interview_id) as writer:
        writer.put(started())
        assert writer.reserve_closing() == 2
        writer.put(audio(0))
        writer.put(skipped(1))
        writer.put(done(""))
        assert await writer.drained()
    kinds = [type_name(decode(entry.data)) for entry in await everything(log, interview_id)]
    assert kinds == ["question.started", "question.done", "audio", "audio.skipped"]


async def test_audio_is_not_kept_once_it_is_sent(redis: Redis, log: RedisLog, interview_id: int) -> None:
    async with writing(log, interview_id) as writer:
        writer.put(started())
        writer.put(audio(sound="QUJD" * 100))
        await writer.drained()
        assert sum(len(data) for _, data in writer._kept) < 400
        await redis.delete(log.keys(interview_id).log, log.keys(interview_id).clip + "1-2")
        writer.put(token("after"))
        assert await writer.drained()
    assert await positions(log, interview_id) == ["1-1", "1-2", "1-3"], "seeded again, the sound bare"
    assert await log.payloads(interview_id, [StreamPosition(1, 2)]) == [None]
