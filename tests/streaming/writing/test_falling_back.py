"""Readers that fall behind: what they cost, and what they are sent to catch up."""

import pytest

from streaming.fanout import feed as feed_module
from streaming.fanout.cursor import STEP_BYTES
from streaming.fanout.hub import Hub
from streaming.log import RedisLog
from tests.streaming.scenes import append, done, started, token, watching

LONG = "x" * 4000


async def test_the_ring_is_bounded_in_bytes(
    hub: Hub, log: RedisLog, interview_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_module, "RING_BYTES", 20_000)
    async with watching(hub, interview_id) as viewer, hub.feed(interview_id, "candidate") as feed:
        await append(log, interview_id, (1, 1), started(), *[token(LONG) for _ in range(50)], done(""))
        await viewer.until_type("question.done")
        held = feed.frames(feed.begin) or []
        assert 0 < sum(len(frame.wire) for frame in held) <= 20_000
    assert viewer.text == LONG * 50


async def test_an_event_longer_than_the_whole_ring_is_still_delivered(
    hub: Hub, log: RedisLog, interview_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_module, "RING_BYTES", 100)
    async with watching(hub, interview_id) as viewer:
        await append(log, interview_id, (1, 1), started(), token(LONG))
        await viewer.until_type("token")
    assert viewer.text == LONG


async def test_a_reader_gets_one_step_at_a_time(hub: Hub, log: RedisLog, interview_id: int) -> None:
    count = 5 * STEP_BYTES // len(LONG)
    async with watching(hub, interview_id) as viewer:
        await append(log, interview_id, (1, 1), started())
        await viewer.until_type("question.started")
        await append(log, interview_id, (1, 2), *[token(LONG) for _ in range(count)])
        steps = []
        while len(viewer.text) < count * len(LONG):
            before = len(viewer.text)
            await viewer.read()
            steps.append(len(viewer.text) - before)
    assert viewer.text == LONG * count
    assert max(steps) <= STEP_BYTES


async def test_a_reader_that_falls_back_gets_joined_tokens_and_misses_no_state(
    hub: Hub, log: RedisLog, interview_id: int
) -> None:
    async with watching(hub, interview_id) as slow, watching(hub, interview_id) as quick:
        await append(log, interview_id, (1, 1), started())
        await slow.until_type("question.started")
        await append(log, interview_id, (1, 2), *[token(f"{n} ") for n in range(30)], done(""))
        await quick.until_type("question.done")
        hub.tell_state(interview_id, "finished")
        slow.cursor.fall_back()
        await slow.until_type("interview.state")
    assert slow.text == quick.text
    assert slow.types == ["question.started", "token", "question.done", "interview.state"]
    assert [event["type"] for event in slow.events].count("token") == 1


async def test_a_reader_that_falls_behind_the_ring_misses_no_state(
    hub: Hub, log: RedisLog, interview_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_module, "RING_ENTRIES", 4)
    async with watching(hub, interview_id) as slow, watching(hub, interview_id) as quick:
        await append(log, interview_id, (1, 1), started())
        await slow.until_type("question.started")
        hub.tell_state(interview_id, "paused")
        await append(log, interview_id, (1, 2), *[token(f"{n} ") for n in range(30)], done(""))
        await quick.until_type("question.done")
        await slow.until_type("question.done")
    assert slow.text == quick.text
    assert slow.types.count("interview.state") == 1
