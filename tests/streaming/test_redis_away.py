"""The stream while Redis goes and comes back."""

import asyncio

import pytest
from redis.asyncio import Redis

from ops.processes.redis_server import RedisServer
from streaming.fanout import hub as hub_module
from streaming.fanout.hub import Hub
from streaming.log import RedisLog
from streaming.wire.events import encode
from streaming.wire.frame import HEARTBEAT, PUSH
from streaming.wire.position import StreamPosition
from streaming.writing.writer import StreamWriter

from .scenes import SECONDS, ScriptedLease, append, done, started, token, watching
from .scripted_host import ScriptedHost


@pytest.mark.parametrize("ending", ["stop", "kill"])
async def test_a_redis_restart_within_a_question_loses_and_duplicates_nothing(
    frail_redis: RedisServer, frail_hub: Hub, frail_log: RedisLog, interview_id: int, ending: str
) -> None:
    words = [f"w{n} " for n in range(60)]
    writer = StreamWriter(frail_log, interview_id, 1, turn=1, lease=ScriptedLease())
    async with watching(frail_hub, interview_id) as viewer, asyncio.timeout(2 * SECONDS):
        reading = asyncio.create_task(viewer.until_type("question.done"))
        writer.put(started())
        for number, word in enumerate(words):
            writer.put(token(word))
            if number in (20, 40):
                await writer.drained()
                getattr(frail_redis, ending)()
            if number in (30, 50):
                frail_redis.start()
        writer.put(done("".join(words)))
        await reading
        await writer.close()
    assert viewer.text == "".join(words)
    assert viewer.ids == sorted(set(viewer.ids))
    logged = [name for name in viewer.types if name != "interview.state"]
    assert (logged[0], set(logged[1:-1]), logged[-1]) == ("question.started", {"token"}, "question.done")


async def test_a_viewer_who_joins_while_redis_is_away_gets_states_and_heartbeats_then_the_stream(
    frail_redis: RedisServer, frail_hub: Hub, frail_log: RedisLog, interview_id: int
) -> None:
    frail_redis.stop()
    async with watching(frail_hub, interview_id) as viewer, frail_hub.feed(interview_id, "candidate") as feed:
        async with asyncio.timeout(SECONDS):
            feed.beat()
            assert await viewer.cursor.next() == [HEARTBEAT]
            frail_hub.tell_state(interview_id, "running")
            await viewer.until_type("interview.state")
            frail_redis.start()
            writer = StreamWriter(frail_log, interview_id, 1, turn=1, lease=ScriptedLease())
            for event in [started(), token("a"), done("a")]:
                writer.put(event)
            await viewer.until_type("question.done")
            await writer.close()
    assert viewer.types == ["interview.state", "question.started", "token", "question.done"]


async def test_every_reader_gets_heartbeats(hub: Hub, interview_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "HEARTBEAT_SECONDS", 0.01)
    async with watching(hub, interview_id) as one, watching(hub, interview_id) as other, asyncio.timeout(SECONDS):
        for viewer in (one, other):
            assert HEARTBEAT in await viewer.cursor.next()


async def test_an_event_that_was_never_published_is_found_by_the_next_comparison(
    hub: Hub, redis: Redis, log: RedisLog, interview_id: int
) -> None:
    async with (
        watching(hub, interview_id) as viewer,
        hub.feed(interview_id, "candidate") as feed,
        asyncio.timeout(SECONDS),
    ):
        while not feed.ready:  # noqa: ASYNC110 - it notifies readers only
            await asyncio.sleep(0)
        event = encode(started(), StreamPosition(1, 1))
        await redis.xadd(log.keys(interview_id).log, {"phase": "open", "event": event}, id="1-1")  # never published
        feed.compare()
        await viewer.until_type("question.started")


@pytest.mark.parametrize("yields", range(16))
async def test_a_cancellation_while_redis_py_connects_is_not_swallowed(redis_server: RedisServer, yields: int) -> None:
    async with Redis.from_url(redis_server.url, socket_timeout=5) as client, asyncio.timeout(SECONDS):
        reading = asyncio.create_task(RedisLog(client).cancel_turn(1))
        for _ in range(yields):
            await asyncio.sleep(0)
        reading.cancel()
        await asyncio.wait([reading])
        assert reading.cancelled() or yields > 8, "heard, unless the reply was there already"


async def test_a_state_that_changed_while_redis_was_away_is_sent_when_it_is_back(
    frail_redis: RedisServer, frail_hub: Hub, frail_log: RedisLog, host: ScriptedHost, interview_id: int
) -> None:
    await append(frail_log, interview_id, (1, 1), started())
    async with watching(frail_hub, interview_id) as viewer:
        await viewer.until_type("question.started")
        frail_redis.stop()
        host.status = "finished"
        frail_redis.start()
        await viewer.until_type("interview.state")
    assert viewer.events[-1] == {"type": "interview.state", "status": "finished"}


async def test_a_state_that_was_missed_soon_after_a_loss_is_sent_by_the_next_comparison(
    frail_redis: RedisServer, frail_hub: Hub, frail_log: RedisLog, host: ScriptedHost, interview_id: int
) -> None:
    await append(frail_log, interview_id, (1, 1), started())
    async with watching(frail_hub, interview_id) as viewer, frail_hub.feed(interview_id, "candidate") as feed:
        await viewer.until_type("question.started")
        frail_redis.stop()
        frail_redis.start()
        await viewer.until_type("interview.state")
        host.status = "finished"
        feed.compare()
        await viewer.until_type("interview.state", times=2)
        feed.compare()
        frail_hub.tell_state(interview_id, "cancelled")
        await viewer.until_type("interview.state", times=3)
    states = [event["status"] for event in viewer.events if event["type"] == "interview.state"]
    assert states == ["running", "finished", "cancelled"], "and none of them twice"


async def test_after_an_event_a_padded_comment_follows_once(hub: Hub, interview_id: int) -> None:
    """It frees the event from proxies that hold back a small block, or each piece until the next one."""
    async with watching(hub, interview_id) as viewer, hub.feed(interview_id, "candidate") as feed:
        async with asyncio.timeout(SECONDS):
            hub.tell_state(interview_id, "running")
            await viewer.until_type("interview.state")
            feed.push_out(after_seconds=60)
            feed.push_out()
            feed.push_out()
            feed.beat()
            frames = list(await viewer.cursor.next())
            while HEARTBEAT not in frames:
                frames += await viewer.cursor.next()
    assert frames == [PUSH, HEARTBEAT]
    assert len(PUSH.wire) > 4096
