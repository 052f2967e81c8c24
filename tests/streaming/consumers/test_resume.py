"""Viewers that reconnect: what they are sent, and when they are reset."""

import asyncio

import pytest
from redis.asyncio import Redis

from streaming.fanout.hub import Hub
from streaming.log import PAGE_ENTRIES, RedisLog
from streaming.wire.position import StreamPosition
from tests.streaming.scenes import append, audio, done, eventually, failed, started, token, watching, write
from tests.streaming.scripted_host import ScriptedHost

WORDS = [f"w{n} " for n in range(40)]
WHOLE = "".join(WORDS)


async def test_a_viewer_resumes_right_after_its_position(hub: Hub, log: RedisLog, interview_id: int) -> None:
    await append(log, interview_id, (1, 1), started(), token("a"), token("b"), token("c"), done("abc"))
    async with watching(hub, interview_id, after=(1, 3)) as viewer:
        await viewer.until_type("question.done")
    assert viewer.text == "c"
    assert viewer.ids == [(1, 4), (1, 5)]


async def test_a_viewer_resumes_from_an_older_attempt_that_the_log_still_holds(
    hub: Hub, log: RedisLog, interview_id: int
) -> None:
    await append(log, interview_id, (1, 1), started(), token("a"), token("b"), failed())
    await append(log, interview_id, (4, 1), started(attempt=2), token("A"), done("A"))
    async with watching(hub, interview_id, after=(1, 2)) as viewer:
        await viewer.until_type("question.done")
    assert viewer.types == ["token", "question.failed", "question.started", "token", "question.done"]
    assert viewer.text == "bA"


async def test_a_viewer_that_saw_everything_gets_only_what_is_new(hub: Hub, log: RedisLog, interview_id: int) -> None:
    await write(log, interview_id, 1, ["old"])
    async with watching(hub, interview_id, after=(1, 3)) as viewer:
        waiting = asyncio.create_task(viewer.until_type("question.done"))
        await write(log, interview_id, 2, ["new"], turn=2)
        await waiting
    assert viewer.text == "new"


async def test_a_resume_moves_forward_and_never_back(hub: Hub, log: RedisLog, interview_id: int) -> None:
    await append(log, interview_id, (1, 1), started(), token("a"), token("b"), token("c"), done("abc"))
    async with watching(hub, interview_id, after=(1, 2)) as viewer:
        viewer.cursor.resume(StreamPosition(1, 1))
        viewer.cursor.resume(StreamPosition(1, 3))
        viewer.cursor.resume(StreamPosition(1, 2))
        await viewer.until_type("question.done")
    assert viewer.text == "c"


async def test_a_resume_before_anything_was_read_counts(hub: Hub, log: RedisLog, interview_id: int) -> None:
    await append(log, interview_id, (1, 1), started(), token("a"), token("b"), done("ab"))
    async with watching(hub, interview_id) as viewer:
        viewer.cursor.resume(StreamPosition(1, 2))
        await viewer.until_type("question.done")
    assert viewer.text == "b"


async def test_a_viewer_is_reset_if_the_log_was_lost_and_the_database_has_more(
    hub: Hub, log: RedisLog, host: ScriptedHost, interview_id: int
) -> None:
    host.last_closing, host.finished = StreamPosition(5, 9), [{"turn": 1, "question": "Why?"}]
    async with watching(hub, interview_id, after=(5, 3)) as viewer:
        await viewer.until_type("reset")
    assert viewer.events == [{"type": "reset", "turns": [{"turn": 1, "question": "Why?"}]}]


async def test_after_a_reset_the_running_question_follows_from_its_first_event(
    hub: Hub, log: RedisLog, host: ScriptedHost, interview_id: int
) -> None:
    host.last_closing = StreamPosition(5, 9)
    await append(log, interview_id, (6, 1), started(turn=2), token("so ", turn=2), token("far", turn=2))
    async with watching(hub, interview_id, after=(5, 3)) as viewer:
        await viewer.until(lambda v: v.text == "so far")
    assert viewer.types == ["reset", "question.started", "token"]


async def test_there_is_no_reset_if_the_lost_log_had_nothing_new(
    hub: Hub, log: RedisLog, host: ScriptedHost, interview_id: int
) -> None:
    host.last_closing = StreamPosition(5, 9)
    async with watching(hub, interview_id, after=(5, 9)) as viewer:
        waiting = asyncio.create_task(viewer.until_type("question.done"))
        await write(log, interview_id, 6, ["new"], turn=2)
        await waiting
    assert viewer.types == ["question.started", "token", "question.done"]


async def test_a_connected_viewer_is_reset_if_the_log_was_lost_between_two_questions(
    hub: Hub, redis: Redis, log: RedisLog, host: ScriptedHost, interview_id: int
) -> None:
    await append(log, interview_id, (1, 1), started(), token("a"))
    async with watching(hub, interview_id) as viewer:
        await viewer.until_type("token")
        await redis.delete(log.keys(interview_id).log)
        host.last_closing = StreamPosition(1, 4)
        await write(log, interview_id, 2, ["next"], turn=2)
        await viewer.until_type("question.done")
    assert viewer.types == ["question.started", "token", "reset", "question.started", "token", "question.done"]
    assert viewer.text == "anext"


async def test_a_log_that_is_written_again_is_not_shown_twice(
    hub: Hub, redis: Redis, log: RedisLog, interview_id: int
) -> None:
    await append(log, interview_id, (1, 1), started(), token("a"))
    async with watching(hub, interview_id) as viewer:
        await viewer.until_type("token")
        await redis.delete(log.keys(interview_id).log)
        await append(log, interview_id, (1, 1), started(), token("a"), token("b"), done("ab"))
        await viewer.until_type("question.done")
    assert viewer.text == "ab"
    assert viewer.types == ["question.started", "token", "question.done"]


async def test_a_position_that_no_attempt_wrote_is_reset(
    hub: Hub, log: RedisLog, host: ScriptedHost, interview_id: int
) -> None:
    host.last_closing, host.epoch, host.finished = StreamPosition(5, 9), 6, [{"turn": 1, "question": "Why?"}]
    await append(log, interview_id, (6, 1), started(turn=2), token("so far", turn=2))
    async with watching(hub, interview_id, after=(99, 3)) as viewer:
        await viewer.until(lambda v: v.text == "so far")
    assert viewer.types == ["reset", "question.started", "token"]


async def test_a_position_beyond_the_end_of_an_attempt_is_reset(
    hub: Hub, log: RedisLog, host: ScriptedHost, interview_id: int
) -> None:
    host.last_closing, host.epoch, host.finished = StreamPosition(5, 3), 5, [{"turn": 1, "question": "a"}]
    await append(log, interview_id, (5, 1), started(), token("a"), done("a"), audio())
    async with watching(hub, interview_id, after=(5, 527)) as viewer:
        await viewer.until_type("audio")
    assert viewer.types == ["reset", "question.started", "token", "question.done", "audio"]


async def test_a_viewer_who_waits_beyond_the_end_of_an_attempt_is_reset_once_it_has_ended(
    hub: Hub, log: RedisLog, host: ScriptedHost, interview_id: int
) -> None:
    host.epoch = 5
    await append(log, interview_id, (5, 1), started(), token("a"))
    async with hub.feed(interview_id, "candidate") as feed, watching(hub, interview_id, after=(5, 527)) as viewer:
        waiting = asyncio.create_task(viewer.until_type("question.done"))
        await eventually(lambda: viewer.cursor.is_waiting)
        await append(log, interview_id, (5, 3), done("a"))
        await eventually(lambda: feed.last == (5, 3))
        host.last_closing = StreamPosition(5, 3)
        feed.beat()
        await waiting
    assert viewer.types == ["reset", "question.started", "token", "question.done"]


async def test_a_viewer_ahead_of_this_process_is_not_reset(
    hub: Hub, log: RedisLog, host: ScriptedHost, interview_id: int
) -> None:
    host.last_closing, host.epoch = StreamPosition(1, 3), 1
    await append(log, interview_id, (1, 1), started(), token("a"), done("a"), audio(0))
    async with hub.feed(interview_id, "candidate") as feed, watching(hub, interview_id) as first:
        await first.until_type("audio")
        feed.offer = lambda data: None  # type: ignore[method-assign]  # what Redis publishes comes late
        await append(log, interview_id, (1, 5), audio(1), audio(2))
        async with watching(hub, interview_id, after=(1, 5)) as viewer:
            waiting = asyncio.create_task(viewer.until_type("audio"))
            await eventually(lambda: viewer.cursor.is_waiting)
            feed.compare()
            await waiting
    assert viewer.ids == [(1, 6)]


@pytest.mark.parametrize("is_lost", [True, False], ids=["the log has expired", "the log lost its end"])
async def test_a_position_that_the_log_no_longer_knows_is_not_reset(
    hub: Hub, redis: Redis, log: RedisLog, host: ScriptedHost, interview_id: int, is_lost: bool
) -> None:
    host.last_closing, host.epoch = StreamPosition(5, 3), 5
    await append(log, interview_id, (5, 1), started(), token("a"))
    if is_lost:
        await redis.delete(log.keys(interview_id).log)
    async with watching(hub, interview_id, after=(5, 9)) as viewer:
        await write(log, interview_id, 6, ["new"], turn=2)
        await viewer.until_type("question.done")
    assert "reset" not in viewer.types


@pytest.mark.parametrize(("speaking", "is_published"), [(True, True), (False, False)])
async def test_a_position_in_an_attempt_that_may_still_speak_is_waited_for(
    hub: Hub, log: RedisLog, host: ScriptedHost, interview_id: int, speaking: bool, is_published: bool
) -> None:
    host.last_closing, host.epoch = StreamPosition(5, 3), 5
    host.speaking, host.closing_published = speaking, is_published
    await append(log, interview_id, (5, 1), started(), token("a"), done("a"))
    async with watching(hub, interview_id, after=(5, 4)) as viewer:
        waiting = asyncio.create_task(viewer.until_type("audio"))
        await eventually(lambda: viewer.cursor.is_waiting)
        await append(log, interview_id, (5, 4), audio(0), audio(1))
        await waiting
    assert viewer.ids == [(5, 5)]


async def test_a_position_in_an_attempt_whose_log_was_lost_is_waited_for(
    hub: Hub, log: RedisLog, host: ScriptedHost, interview_id: int
) -> None:
    host.last_closing, host.epoch = StreamPosition(5, 9), 6
    async with watching(hub, interview_id, after=(6, 2)) as viewer:
        waiting = asyncio.create_task(viewer.until_type("question.done"))
        await append(log, interview_id, (6, 1), started(turn=2), token("so ", turn=2), token("far", turn=2))
        await append(log, interview_id, (6, 4), done("so far", turn=2))
        await waiting
    assert viewer.text == "far"


async def test_a_resume_to_a_position_that_no_attempt_wrote_is_reset(
    hub: Hub, log: RedisLog, host: ScriptedHost, interview_id: int
) -> None:
    host.epoch = 1
    await append(log, interview_id, (1, 1), started(), token("a"))
    async with watching(hub, interview_id) as viewer:
        await viewer.until_type("token")
        viewer.cursor.resume(StreamPosition(7, 7))
        await viewer.until_type("reset")
        await viewer.until_type("token", times=2)
    assert viewer.types == ["question.started", "token", "reset", "question.started", "token"]


async def test_an_interview_longer_than_a_page_is_replayed_completely(
    hub: Hub, log: RedisLog, interview_id: int
) -> None:
    words = [f"w{n} " for n in range(PAGE_ENTRIES)]
    for epoch in range(1, 5):
        await write(log, interview_id, epoch, words, turn=epoch)
    async with watching(hub, interview_id, after=(1, 1)) as viewer:
        await viewer.until_type("question.done", times=4)
    assert viewer.text == "".join(words) * 4
    assert viewer.ids == sorted(set(viewer.ids))


async def test_a_viewer_who_lacks_the_end_of_a_question_that_the_log_lost_gets_a_reset_with_the_next_one(
    hub: Hub, log: RedisLog, host: ScriptedHost, interview_id: int
) -> None:
    await append(log, interview_id, (1, 1), started(), token("a"))  # its closing event was lost with another Redis
    async with watching(hub, interview_id) as viewer:
        await viewer.until_type("token")
        host.last_closing, host.finished = StreamPosition(1, 4), [{"turn": 1, "question": "ab"}]
        await write(log, interview_id, 2, ["c"], turn=2)
        await viewer.until_type("question.done")
    assert viewer.types == ["question.started", "token", "reset", "question.started", "token", "question.done"]
    assert viewer.text == "ac"


async def test_a_viewer_who_saw_the_end_that_the_log_lost_notices_nothing(
    hub: Hub, log: RedisLog, host: ScriptedHost, interview_id: int
) -> None:
    await append(log, interview_id, (1, 1), started(), token("a"))
    host.last_closing = StreamPosition(1, 4)
    async with watching(hub, interview_id, after=(1, 4)) as viewer:
        await write(log, interview_id, 2, ["c"], turn=2)
        await viewer.until_type("question.done")
    assert viewer.types == ["question.started", "token", "question.done"]
    assert viewer.text == "c"
