"""The hub, its feeds and their cursors on a real Redis: what a viewer sees, whenever it joins."""

import asyncio
import random
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack

import pytest
from channels.layers import InMemoryChannelLayer
from redis.asyncio import Redis

from streaming.fanout import feed as feed_module
from streaming.fanout.hub import Hub
from streaming.log import RedisLog
from streaming.subscription import Subscription
from streaming.wire.events import InterviewState
from streaming.wire.position import StreamPosition
from tests.streaming.scenes import SECONDS, append, done, encoded, failed, question, started, token, watching, write
from tests.streaming.scripted_host import ScriptedHost

WORDS = [f"w{n} " for n in range(40)]
WHOLE = "".join(WORDS)


async def subscribers(redis: Redis, log: RedisLog, interview_id: int) -> int:
    [(_, count)] = await redis.pubsub_numsub(log.keys(interview_id).channel)
    return int(count)


async def subscribers_become(count: int, redis: Redis, log: RedisLog, interview_id: int) -> None:
    async with asyncio.timeout(SECONDS):
        while await subscribers(redis, log, interview_id) != count:  # noqa: ASYNC110 - Redis does not notify
            await asyncio.sleep(0)


async def test_a_late_viewer_gets_the_whole_question_with_its_tokens_joined(
    hub: Hub, log: RedisLog, interview_id: int
) -> None:
    await write(log, interview_id, 1, WORDS)
    async with watching(hub, interview_id) as viewer:
        await viewer.until_type("question.done")
    assert [event["type"] for event in viewer.events] == ["question.started", "token", "question.done"]
    assert viewer.text == WHOLE
    assert viewer.ids == [(1, 1), (1, 41), (1, 42)]


async def test_a_viewer_who_waits_sees_the_question_from_its_first_event(
    hub: Hub, log: RedisLog, interview_id: int
) -> None:
    async with watching(hub, interview_id) as viewer:
        waiting = asyncio.create_task(viewer.until_type("question.done"))
        await write(log, interview_id, 1, WORDS)
        await waiting
    assert viewer.types == ["question.started", "token", "question.done"]
    assert viewer.text == WHOLE


async def test_a_viewer_without_a_position_gets_the_current_question_only(
    hub: Hub, log: RedisLog, interview_id: int
) -> None:
    await write(log, interview_id, 1, ["old"], turn=1)
    await append(log, interview_id, (2, 1), started(turn=2), token("new", turn=2))
    async with watching(hub, interview_id) as viewer:
        await viewer.until(lambda v: v.text != "")
    assert viewer.text == "new"


async def test_live_tokens_come_one_by_one(hub: Hub, log: RedisLog, interview_id: int) -> None:
    await append(log, interview_id, (1, 1), started())
    async with watching(hub, interview_id) as viewer:
        await viewer.until_type("question.started")
        for number in range(5):
            await append(log, interview_id, (1, 2 + number), token(f"{number}"))
            await viewer.until_type("token", times=number + 1)
    assert viewer.text == "01234"
    assert viewer.ids == [(1, n) for n in range(1, 7)]


async def test_a_viewer_who_joins_between_the_commit_and_the_publishing_of_a_failure_hears_of_it(
    hub: Hub, log: RedisLog, host: ScriptedHost, interview_id: int
) -> None:
    host.last_closing, host.closing_published = StreamPosition(5, 1), False
    async with hub.feed(interview_id, "candidate") as feed, watching(hub, interview_id) as viewer:
        hearing = asyncio.create_task(viewer.until_type("question.failed"))
        async with asyncio.timeout(SECONDS):
            while not (feed.ready and viewer.cursor.is_waiting):  # noqa: ASYNC110 - a feed wakes its readers only
                await asyncio.sleep(0)
        await append(log, interview_id, (5, 1), failed(code="cancelled"))
        await hearing
    assert viewer.ids == [(5, 1)]


async def test_a_viewer_hears_of_a_failure_that_is_committed_and_logged_while_it_joins(
    hub: Hub, log: RedisLog, host: ScriptedHost, interview_id: int
) -> None:
    async with hub.feed(interview_id, "candidate") as feed:
        async with asyncio.timeout(SECONDS):
            while not feed.ready:  # noqa: ASYNC110 - a feed wakes its readers only
                await asyncio.sleep(0)

        async def fail() -> None:
            """Commit and log the failure after the viewer has found the log empty."""
            host.on_progress, host.last_closing = None, StreamPosition(1, 1)
            await append(log, interview_id, (1, 1), failed())

        host.on_progress = fail
        async with watching(hub, interview_id) as viewer:
            await viewer.until_type("question.failed")
    assert viewer.types == ["question.failed"]


@pytest.mark.parametrize("seed", range(12))
async def test_joining_while_a_question_is_written_leaves_no_gap_and_no_duplicate(
    hub: Hub, log: RedisLog, interview_id: int, seed: int
) -> None:
    chance = random.Random(seed)

    async def pause() -> None:
        for _ in range(chance.randrange(12)):
            await asyncio.sleep(0)

    async def view() -> tuple[str, list[StreamPosition]]:
        for _ in range(chance.randrange(120)):
            await asyncio.sleep(0)
        async with watching(hub, interview_id) as viewer:
            await viewer.until_type("question.done")
        return viewer.text, viewer.ids

    viewers = [asyncio.create_task(view()) for _ in range(6)]
    offset, events = 1, question(WORDS)
    while events:
        size = chance.randrange(1, 5)
        batch, events = events[:size], events[size:]
        await append(log, interview_id, (1, offset), *batch)
        offset += len(batch)
        await pause()
    for text, ids in await asyncio.gather(*viewers):
        assert text == WHOLE
        assert ids == sorted(set(ids))
        assert ids[-1] == (1, len(WORDS) + 2)


@pytest.mark.parametrize("seed", range(6))
async def test_a_viewer_that_drops_and_resumes_anywhere_has_the_text_once(
    hub: Hub, log: RedisLog, interview_id: int, seed: int
) -> None:
    chance = random.Random(seed)

    async def view() -> str:
        text, after, ended = "", None, False
        while not ended:
            async with watching(hub, interview_id, after) as viewer:
                wanted = chance.randrange(1, 4)
                await viewer.until(lambda v, wanted=wanted: len(v.ids) >= wanted or v.types[-1:] == ["question.done"])
            text += viewer.text
            after, ended = viewer.ids[-1], viewer.types[-1] == "question.done"
        return text

    viewers = [asyncio.create_task(view()) for _ in range(4)]
    for number, event in enumerate(question(WORDS), 1):
        await append(log, interview_id, (1, number), event)
    assert await asyncio.gather(*viewers) == [WHOLE] * 4


async def test_many_viewers_share_one_subscription_and_the_last_one_ends_it(
    hub: Hub, redis: Redis, log: RedisLog, interview_id: int
) -> None:
    await append(log, interview_id, (1, 1), started())
    async with AsyncExitStack() as viewers:
        for _ in range(20):
            viewer = await viewers.enter_async_context(watching(hub, interview_id))
            await viewer.until_type("question.started")
        assert await subscribers(redis, log, interview_id) == 1
    await subscribers_become(0, redis, log, interview_id)


class BusySubscription(Subscription):
    """A subscription whose socket takes a moment."""

    async def subscribe(self, channels: Iterable[str]) -> None:
        await asyncio.sleep(0)
        await super().subscribe(channels)


@pytest.fixture
async def busy_hub(redis: Redis, log: RedisLog, host: ScriptedHost) -> AsyncIterator[Hub]:
    """A hub that is subscribed and whose socket is busy."""
    hub = Hub(lambda: BusySubscription(redis.connection_pool), log, host, InMemoryChannelLayer())
    async with watching(hub, 1_000_000) as other:
        await append(log, 1_000_000, (1, 1), started())
        await other.until_type("question.started")
        yield hub
    await hub.close()


async def test_a_viewer_leaving_while_another_joins_does_not_end_its_subscription(
    busy_hub: Hub, log: RedisLog, interview_id: int
) -> None:
    async def glance() -> None:
        async with busy_hub.feed(interview_id, "candidate"):
            pass

    joining = asyncio.create_task(_see_a_question(busy_hub, interview_id))
    await asyncio.gather(*[glance() for _ in range(5)])
    await write(log, interview_id, 1, WORDS)
    assert await joining == WHOLE


async def _see_a_question(hub: Hub, interview_id: int) -> str:
    async with watching(hub, interview_id) as viewer:
        await viewer.until_type("question.done")
    return viewer.text


async def test_a_viewer_cancelled_while_it_joins_leaves_no_feed_behind(
    busy_hub: Hub, redis: Redis, log: RedisLog, interview_id: int
) -> None:
    joining = asyncio.create_task(_see_a_question(busy_hub, interview_id))
    await asyncio.sleep(0)
    joining.cancel()
    await asyncio.wait([joining])
    await write(log, interview_id, 1, WORDS)
    assert await _see_a_question(busy_hub, interview_id) == WHOLE
    await subscribers_become(0, redis, log, interview_id)


async def test_viewers_of_two_interviews_do_not_hear_each_other(hub: Hub, log: RedisLog, interview_id: int) -> None:
    other = interview_id + 1_000_000
    await write(log, interview_id, 1, ["mine"])
    await write(log, other, 2, ["yours"])
    assert await _see_a_question(hub, interview_id) == "mine"
    assert await _see_a_question(hub, other) == "yours"


async def test_an_event_that_pub_sub_lost_is_repaired_from_the_log(
    hub: Hub, redis: Redis, log: RedisLog, interview_id: int
) -> None:
    await append(log, interview_id, (1, 1), started())
    keys = log.keys(interview_id)
    async with watching(hub, interview_id) as viewer:
        await viewer.until_type("question.started")
        [(_, lost)] = encoded([token("a")], StreamPosition(1, 2))
        await redis.xadd(keys.log, {"phase": "open", "event": lost}, id="1-2")  # stored, never published
        await append(log, interview_id, (1, 3), token("b"), done("ab"))
        await viewer.until_type("question.done")
    assert viewer.text == "ab"


async def test_rubbish_on_the_channel_is_ignored(hub: Hub, redis: Redis, log: RedisLog, interview_id: int) -> None:
    await append(log, interview_id, (1, 1), started())
    async with watching(hub, interview_id) as viewer:
        await viewer.until_type("question.started")
        for rubbish in [b"", b"\xff\xfe", b"{}", b'{"id":"x-y"}', b'["id"]']:
            await redis.publish(log.keys(interview_id).channel, rubbish)
        await append(log, interview_id, (1, 2), done("x"))
        await viewer.until_type("question.done")
    assert viewer.types == ["question.started", "question.done"]


async def test_a_slow_viewer_falls_back_to_the_log_when_the_ring_has_moved_on(
    hub: Hub, log: RedisLog, interview_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_module, "RING_ENTRIES", 8)
    async with watching(hub, interview_id) as slow, watching(hub, interview_id) as quick:
        await append(log, interview_id, (1, 1), started())
        await slow.until_type("question.started")
        for number, word in enumerate(WORDS):
            await append(log, interview_id, (1, 2 + number), token(word))
        await quick.until(lambda v: v.text == WHOLE)
        await append(log, interview_id, (1, 2 + len(WORDS)), done(WHOLE))
        await slow.until_type("question.done")
    assert slow.text == WHOLE
    assert slow.ids == sorted(set(slow.ids))
    assert len(slow.events) < len(WORDS), "it was caught up with joined tokens"


async def test_the_ring_is_bounded(hub: Hub, log: RedisLog, interview_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_module, "RING_ENTRIES", 8)
    async with hub.feed(interview_id, "candidate") as feed:
        for _ in range(100):
            feed.tell(InterviewState(status="running"))
        assert feed.end - feed.begin == 8


async def test_a_change_of_state_reaches_viewers_in_this_process(hub: Hub, log: RedisLog, interview_id: int) -> None:
    end = "2026-11-29T10:00:00+00:00"
    async with watching(hub, interview_id) as viewer:
        hub.tell_state(interview_id, "running", end)
        hub.tell_state(interview_id, "finished")
        await viewer.until_type("interview.state", times=2)
    assert viewer.events == [
        {"type": "interview.state", "status": "running", "ends_at": end},
        {"type": "interview.state", "status": "finished"},
    ]


async def test_a_state_of_an_interview_that_nobody_watches_is_dropped(hub: Hub, interview_id: int) -> None:
    hub.tell_state(interview_id, "finished")
    async with hub.feed(interview_id, "candidate") as feed:
        assert feed.begin == feed.end == 0
