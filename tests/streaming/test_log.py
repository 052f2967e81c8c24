"""append.lua and the log's reads, on a real Redis."""

import json

import pytest
from redis.asyncio import Redis

from streaming.log import EMPTY, MAX_EVENT_BYTES, PAGE_BYTES, PAGE_ENTRIES, AppendStatus, RedisLog
from streaming.wire.events import Event, decode
from streaming.wire.position import StreamPosition

from .scenes import append, done, encoded, everything, failed, started, token


async def stored(log: RedisLog, interview_id: int) -> list[tuple[str, Event]]:
    return [(str(at), decode(data)) for at, data in await everything(log, interview_id)]


async def test_appended_events_are_read_in_order_under_their_positions(log: RedisLog, interview_id: int) -> None:
    assert (await append(log, interview_id, (7, 1), started(), token("a"))).status is AppendStatus.OK
    assert (await append(log, interview_id, (7, 3), token("b"))).status is AppendStatus.OK
    assert await stored(log, interview_id) == [("7-1", started()), ("7-2", token("a")), ("7-3", token("b"))]


async def test_appended_events_are_published_as_they_are_stored(redis: Redis, log: RedisLog, interview_id: int) -> None:
    async with redis.pubsub() as channel:
        await channel.subscribe(log.keys(interview_id).channel)
        assert (await channel.get_message(timeout=5))["type"] == "subscribe"
        await append(log, interview_id, (1, 1), started(), token("안"))
        heard = [(await channel.get_message(timeout=5))["data"] for _ in range(2)]
    assert heard == [entry.data for entry in await everything(log, interview_id)]


async def test_a_retry_after_a_lost_reply_stores_and_publishes_nothing_twice(
    redis: Redis, log: RedisLog, interview_id: int
) -> None:
    await append(log, interview_id, (1, 1), started(), token("a"))
    async with redis.pubsub() as channel:
        await channel.subscribe(log.keys(interview_id).channel)
        assert (await channel.get_message(timeout=5))["type"] == "subscribe"
        again = await append(log, interview_id, (1, 1), started(), token("a"), token("b"))
        heard = json.loads((await channel.get_message(timeout=5))["data"])
    assert again.status is AppendStatus.OK
    assert heard["id"] == "1-3"
    assert [at for at, _ in await stored(log, interview_id)] == ["1-1", "1-2", "1-3"]


async def test_an_older_attempt_is_stale_once_a_later_one_writes(log: RedisLog, interview_id: int) -> None:
    await append(log, interview_id, (5, 1), started())
    await append(log, interview_id, (6, 1), started(attempt=2))
    for first in [(5, 1), (5, 2), (5, 9)]:
        assert (await append(log, interview_id, first, token("zombie"))).status is AppendStatus.STALE
    assert [at for at, _ in await stored(log, interview_id)] == ["5-1", "6-1"]


async def test_a_question_after_one_whose_closing_event_was_lost_begins_a_new_log(
    log: RedisLog, interview_id: int
) -> None:
    await append(log, interview_id, (5, 1), started(), token("a"))
    await append(log, interview_id, (6, 1), started(turn=2))
    assert [at for at, _ in await stored(log, interview_id)] == ["6-1"]


async def test_a_later_attempt_is_logged_after_the_one_that_died(log: RedisLog, interview_id: int) -> None:
    await append(log, interview_id, (5, 1), started(), token("a"))
    await append(log, interview_id, (6, 1), started(attempt=2))
    assert [at for at, _ in await stored(log, interview_id)] == ["5-1", "5-2", "6-1"]


async def test_an_attempt_whose_log_was_lost_is_told_so(redis: Redis, log: RedisLog, interview_id: int) -> None:
    await append(log, interview_id, (5, 1), started(), token("a"))
    await redis.delete(log.keys(interview_id).log)
    assert (await append(log, interview_id, (5, 3), token("b"))).status is AppendStatus.GONE
    assert await stored(log, interview_id) == []


async def test_a_log_that_lost_its_end_is_gone_too(log: RedisLog, interview_id: int) -> None:
    await append(log, interview_id, (5, 1), started())
    assert (await append(log, interview_id, (5, 3), token("b"))).status is AppendStatus.GONE


async def test_a_later_attempt_cannot_begin_in_its_middle(log: RedisLog, interview_id: int) -> None:
    await append(log, interview_id, (5, 1), started())
    assert (await append(log, interview_id, (6, 2), token("b"))).status is AppendStatus.GONE


@pytest.mark.parametrize("event", [started(), token("b"), done("a"), failed()])
async def test_a_closed_attempt_takes_no_more_text(log: RedisLog, interview_id: int, event: Event) -> None:
    await append(log, interview_id, (5, 1), started(), token("a"), done("a"))
    assert (await append(log, interview_id, (5, 4), event)).status is AppendStatus.STALE
    assert len(await stored(log, interview_id)) == 3


@pytest.mark.parametrize("kind", ["audio", "audio.skipped"])
async def test_a_done_attempt_still_takes_audio(log: RedisLog, interview_id: int, kind: str) -> None:
    await append(log, interview_id, (5, 1), started(), done("a"))
    sound = [(kind, b'{"id":"5-3"}'), (kind, b'{"id":"5-4"}')]
    assert (await log.append(interview_id, StreamPosition(5, 3), sound)).status is AppendStatus.OK
    assert (await append(log, interview_id, (5, 5), token("b"))).status is AppendStatus.STALE


@pytest.mark.parametrize("kind", ["audio", "audio.skipped", "token", "question.done"])
async def test_a_failed_attempt_takes_nothing(log: RedisLog, interview_id: int, kind: str) -> None:
    await append(log, interview_id, (5, 1), started(), failed())
    assert (await log.append(interview_id, StreamPosition(5, 3), [(kind, b"{}")])).status is AppendStatus.STALE


async def test_a_failed_question_is_asked_again_under_a_higher_epoch(log: RedisLog, interview_id: int) -> None:
    await append(log, interview_id, (5, 1), started(), failed())
    assert (await append(log, interview_id, (8, 1), started(attempt=2), token("a"))).status is AppendStatus.OK


async def test_epochs_are_compared_as_numbers(log: RedisLog, interview_id: int) -> None:
    await append(log, interview_id, (9, 1), started())
    assert (await append(log, interview_id, (10, 1), started())).status is AppendStatus.OK
    assert (await append(log, interview_id, (9, 2), token("a"))).status is AppendStatus.STALE


async def test_an_append_returns_the_turn_to_stop(redis: Redis, log: RedisLog, interview_id: int) -> None:
    assert (await append(log, interview_id, (1, 1), started())).cancel_turn == 0
    await redis.set(log.keys(interview_id).cancel, 3)
    assert (await append(log, interview_id, (1, 2), token("a"))).cancel_turn == 3
    assert await log.cancel_turn(interview_id) == 3


async def test_a_cancel_flag_that_is_not_a_number_stops_nothing(redis: Redis, log: RedisLog, interview_id: int) -> None:
    await redis.set(log.keys(interview_id).cancel, "all")
    assert (await append(log, interview_id, (1, 1), started())).cancel_turn == 0


async def test_the_log_is_kept_for_a_while_after_each_write(redis: Redis, interview_id: int) -> None:
    log = RedisLog(redis, keep_seconds=100)
    await append(log, interview_id, (1, 1), started())
    await redis.expire(log.keys(interview_id).log, 5)
    await append(log, interview_id, (1, 2), token("a"))
    assert 90 < await redis.ttl(log.keys(interview_id).log) <= 100


async def test_all_keys_of_an_interview_are_in_one_slot_and_have_the_prefix(redis: Redis) -> None:
    keys = RedisLog(redis, prefix="x:").keys(7)
    assert keys.channel == "x:interview_7_stream"
    assert keys.log == "x:{interview_7_stream}:log"
    assert keys.cancel == "x:{interview_7_stream}:cancel"


async def test_two_prefixes_do_not_see_each_other(redis: Redis, interview_id: int) -> None:
    here, there = RedisLog(redis, prefix="a:"), RedisLog(redis, prefix="b:")
    await append(here, interview_id, (1, 1), started())
    assert await there.read(interview_id) == EMPTY


async def test_an_oversized_event_is_refused_and_nothing_is_written(log: RedisLog, interview_id: int) -> None:
    events = encoded([started(), token("x" * MAX_EVENT_BYTES)], StreamPosition(1, 1))
    with pytest.raises(ValueError, match="at most"):
        await log.append(interview_id, StreamPosition(1, 1), events)
    assert await everything(log, interview_id) == []


async def test_a_log_longer_than_a_page_is_read_page_by_page(log: RedisLog, interview_id: int) -> None:
    events = [token(str(n)) for n in range(2 * PAGE_ENTRIES + 3)]
    await log.append(interview_id, StreamPosition(1, 1), encoded(events, StreamPosition(1, 1)))
    page = await log.read(interview_id)
    assert (len(page.entries), page.is_last) == (PAGE_ENTRIES, False)
    entries = await everything(log, interview_id)
    assert [entry.position.offset for entry in entries] == list(range(1, len(events) + 1))


async def test_a_read_begins_after_one_position_and_ends_with_another(log: RedisLog, interview_id: int) -> None:
    await append(log, interview_id, (1, 1), *[token(str(n)) for n in range(9)])
    part, _ = await log.read(interview_id, after=StreamPosition(1, 3), until=StreamPosition(1, 5))
    assert [str(entry.position) for entry in part] == ["1-4", "1-5"]


async def test_a_read_crosses_from_one_attempt_to_the_next(log: RedisLog, interview_id: int) -> None:
    await append(log, interview_id, (1, 1), started(), failed())
    await append(log, interview_id, (2, 1), started(attempt=2))
    assert [str(e.position) for e in (await log.read(interview_id, after=StreamPosition(1, 1))).entries] == [
        "1-2",
        "2-1",
    ]


async def test_the_oldest_and_newest_positions_are_returned(log: RedisLog, interview_id: int) -> None:
    assert await log.oldest(interview_id) is await log.newest(interview_id) is None
    await append(log, interview_id, (1, 1), started(), token("a"))
    await append(log, interview_id, (2, 1), started(attempt=2))
    assert await log.oldest(interview_id) == (1, 1)
    assert await log.newest(interview_id) == (2, 1)


async def test_a_page_is_bounded_in_bytes_but_has_at_least_one_event(log: RedisLog, interview_id: int) -> None:
    lengths = [10, PAGE_BYTES - 2_000, 3_000, PAGE_BYTES + 1_000, 10]
    await append(log, interview_id, (1, 1), *[token("x" * length) for length in lengths])
    pages = [await log.read(interview_id)]
    while not pages[-1].is_last:
        pages.append(await log.read(interview_id, after=pages[-1].entries[-1].position))
    assert [len(page.entries) for page in pages] == [2, 1, 1, 1]
    assert await log.read(interview_id, after=StreamPosition(1, 5)) == EMPTY
