"""The closing event, and the sweep that publishes it after a crash, on a real Redis and through a real hub."""

import json
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.layers import InMemoryChannelLayer
from redis.asyncio import Redis

from interviews import jobs
from interviews.api.stream_host import InterviewHost
from interviews.models import Generation
from interviews.record import closing
from ops.processes.redis_server import RedisServer
from streaming.fanout.hub import Hub
from streaming.log import RedisLog
from streaming.subscription import Subscription
from streaming.wire.events import QuestionDone, QuestionFailed
from tests.interviews.scenes import RECORD, ask_next, claim, started
from tests.streaming.scenes import append, everything, token, watching
from tests.streaming.scenes import started as question_started

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
async def client(redis_server: RedisServer) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_server.url, socket_timeout=5) as client:
        await client.flushdb()  # the IDs of interviews and attempts begin with 1 in each test
        yield client


@pytest.fixture
def log(client: Redis) -> RedisLog:
    return RedisLog(client)


@pytest.fixture
async def hub(client: Redis, log: RedisLog) -> AsyncIterator[Hub]:
    hub = Hub(lambda: Subscription(client.connection_pool), log, InterviewHost(), InMemoryChannelLayer())
    yield hub
    await hub.close()


def saved() -> Generation:
    """Save a question whose closing event, at offset 3 of its stream, is not published."""
    started()
    return jobs.ended(ask_next("Why?").generation_id)


def failed(code: str, by: str = "", language: str = "en") -> Generation:
    started(language)
    turn = claim()
    if by:
        jobs.cancel(turn, by)
    jobs.fail(turn, code, "for operators", RECORD)
    return jobs.ended(turn.generation_id)


async def there(make: Callable[..., Generation], *args: str) -> Generation:
    return await sync_to_async(make)(*args)


async def write(log: RedisLog, generation: Generation, tokens: int) -> None:
    """Write the events that reached Redis before the crash."""
    texts = [token(text) for text in ["Why?"][:tokens]]
    await append(log, generation.turn.interview_id, (generation.pk, 1), question_started(), *texts)


async def unpublished() -> list[Any]:
    return await sync_to_async(lambda: list(jobs.unpublished(timedelta(0))))()


async def test_the_sweep_publishes_a_closing_event_that_was_lost_in_a_crash(log: RedisLog, hub: Hub) -> None:
    generation = await there(saved)
    await write(log, generation, tokens=1)
    async with watching(hub, generation.turn.interview_id) as viewer:
        await viewer.until_type("token")
        [swallowed] = await unpublished()
        await closing.publish(log, swallowed)
        await viewer.until_type("question.done")
    assert viewer.ids[-1] == (generation.pk, 3)
    assert not await unpublished()


async def test_a_closing_event_that_is_published_twice_is_delivered_once(log: RedisLog) -> None:
    generation = await there(saved)
    await write(log, generation, tokens=1)
    for _ in range(2):
        await closing.publish(log, generation)
    assert len(await everything(log, generation.turn.interview_id)) == 3


@pytest.mark.parametrize("tokens_left", [0, None])
async def test_viewers_are_not_left_waiting_if_redis_lost_the_end_of_a_question(
    log: RedisLog, hub: Hub, tokens_left: int | None
) -> None:
    generation = await there(saved)
    await write(log, generation, tokens=1)
    interview_id = generation.turn.interview_id
    async with watching(hub, interview_id) as whole, watching(hub, interview_id, (generation.pk, 1)) as half:
        await whole.until_type("token")
        await log._client.delete(log.keys(interview_id).log)
        if tokens_left is not None:
            await write(log, generation, tokens=tokens_left)
        await closing.publish(log, generation)
        await whole.until_type("question.done")
        await half.until(lambda v: "question.done" in v.types or "reset" in v.types)
        async with watching(hub, interview_id, (generation.pk, 1)) as late:
            await late.until(lambda v: "question.done" in v.types or "reset" in v.types)
    assert whole.types == ["question.started", "token", "question.done"]


async def test_recent_closing_events_are_published_again_after_a_failover(log: RedisLog) -> None:
    generation = await there(saved)
    await write(log, generation, tokens=1)
    await closing.publish(log, generation)
    assert not await unpublished()
    await sync_to_async(jobs.republish_ended_within)(timedelta(0))
    assert not await unpublished(), "what ended long ago stands in the log"
    await sync_to_async(jobs.republish_ended_within)(timedelta(minutes=1))
    [again] = await unpublished()
    await closing.publish(log, again)
    assert len(await everything(log, generation.turn.interview_id)) == 3


async def test_an_older_attempts_closing_event_changes_nothing_for_a_later_one(log: RedisLog) -> None:
    generation = await there(saved)
    interview_id = generation.turn.interview_id
    await append(log, interview_id, (generation.pk + 1, 1), question_started(attempt=2))
    await closing.publish(log, generation)
    assert [str(entry.position) for entry in await everything(log, interview_id)] == [f"{generation.pk + 1}-1"]
    assert not await unpublished()


def test_a_saved_question_is_closed_with_its_text_and_times() -> None:
    event = closing.closing_event(saved())
    assert isinstance(event, QuestionDone)
    assert (event.turn, event.text, event.timings.first_token_ms) == (1, "Why?", 40)


@pytest.mark.parametrize("code", sorted(jobs.RETRYABLE - {"cancelled"}))
def test_a_failure_is_told_in_the_interviews_language_and_without_the_reason(code: str) -> None:
    korean, english = closing.closing_event(failed(code, language="ko")), closing.closing_event(failed(code))
    assert isinstance(korean, QuestionFailed)
    assert isinstance(english, QuestionFailed)
    assert korean.message != english.message
    assert "for operators" not in english.message
    assert (english.code, english.retryable, english.by) == (code, True, "")


@pytest.mark.parametrize("by", ["candidate", "staff"])
def test_a_cancelled_question_says_who_stopped_it(by: str) -> None:
    event = closing.closing_event(failed("cancelled", by))
    assert isinstance(event, QuestionFailed)
    assert (event.code, event.by) == ("cancelled", by)
    assert json.dumps(event.message)
