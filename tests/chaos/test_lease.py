"""The lease's keeper beside the end of its attempt, in this process."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from channels.db import database_sync_to_async as in_thread
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.fake_chat_models import FakeListChatModel
from redis.asyncio import Redis

from interviews import jobs
from interviews.llm.message import Message
from interviews.llm.sampling import Sampling
from interviews.models import Generation
from interviews.worker.attempt import Attempt
from interviews.worker.lease import TurnLease
from interviews.worker.resources import WorkerResources
from ops.processes.redis_server import RedisServer
from streaming.log import AppendReply, RedisLog
from streaming.wire.position import StreamPosition
from tests.interviews.scenes import MODEL, started

pytestmark = pytest.mark.django_db(transaction=True)

LEASE = timedelta(seconds=0.06)  # renewed every 20 ms
LONG_SECONDS = 0.3


class Scripted:
    is_local = continues_stems = True

    def __init__(self, seconds_between: float | None = None) -> None:
        self._seconds_between = seconds_between

    def load(self) -> BaseChatModel:
        return FakeListChatModel(responses=["Why queues?"], sleep=self._seconds_between)

    def describe(self) -> dict[str, str]:
        return {}

    def read_ahead(self, chat: Sequence[Message], session: int) -> None:
        pass

    def forget(self, session: int) -> None:
        pass


class Watched(TurnLease):
    """Is renewed at the worst moment: right after its question was saved."""

    refused = asyncio.Event()

    async def renew(self) -> bool:
        while await in_thread(jobs.renew)(self._epoch, self._span):
            pass  # each look leaves the database to the attempt in between
        held = await super().renew()
        self.refused.set()
        return held


class SlowAtTheEnd(RedisLog):
    """Takes the closing event only after the keeper has looked at the lease, or long enough."""

    async def append(
        self, interview_id: int, first: StreamPosition, events: Sequence[tuple[str, bytes]]
    ) -> AppendReply:
        if any(kind == "question.done" for kind, _ in events):
            with suppress(TimeoutError):
                await asyncio.wait_for(Watched.refused.wait(), LONG_SECONDS)
        return await super().append(interview_id, first, events)


async def attempted(server: RedisServer, backend: Any, log: type[RedisLog], lease: timedelta) -> Generation:
    """The record of one attempt, run and spoken to its end."""

    def claimed() -> Any:
        started()
        return jobs.claim("w1", lease, MODEL)

    turn = await in_thread(claimed)()
    async with Redis.from_url(server.url, socket_timeout=5) as client:
        attempt = Attempt(turn, WorkerResources(backend, None, log(client), lease), Sampling())
        await attempt.run()
        await attempt.speak_out()
    return await in_thread(Generation.objects.get)()


async def test_a_lease_that_ends_with_its_question_does_not_keep_the_closing_event_back(
    redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviews.worker.generation_stream.TurnLease", Watched)
    made = await attempted(redis_server, Scripted(), SlowAtTheEnd, LEASE)
    assert Watched.refused.is_set()
    assert (made.outcome, made.published) == ("done", True), "a sweep would have to publish it, seconds later"


async def test_a_model_that_takes_too_long_is_stopped(
    redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviews.worker.attempt.GENERATION_SECONDS", LONG_SECONDS)
    made = await attempted(redis_server, Scripted(seconds_between=3600), RedisLog, timedelta(seconds=30))
    assert (made.outcome, made.failure_code, made.published) == ("failed", "timeout", True)
    assert not [task for task in asyncio.all_tasks() if task.get_name().endswith(f" {made.pk}")], (
        "nothing is left of it"
    )
