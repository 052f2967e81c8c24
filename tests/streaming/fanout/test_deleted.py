"""Interviews that are deleted while somebody reads their stream."""

import asyncio
from typing import Any

import pytest

from streaming.fanout.cursor import Cursor
from streaming.fanout.hub import Hub
from streaming.fanout.line import Line
from streaming.host import StreamGone
from streaming.log import RedisLog
from tests.streaming.clients import closed_with, getting, hear_until, socket
from tests.streaming.scenes import SECONDS
from tests.streaming.scripted_host import ScriptedHost


async def test_a_feed_whose_interview_is_deleted_ends_its_readers_and_compares_no_more(
    hub: Hub, host: ScriptedHost, interview_id: int
) -> None:
    async def gone() -> None:
        raise StreamGone(interview_id)

    host.on_progress = gone
    async with hub.feed(interview_id, "candidate") as feed, asyncio.timeout(SECONDS):
        with pytest.raises(StreamGone):
            await Cursor(feed, Line(), None).next()
        assert feed.is_gone
    assert not [task for task in asyncio.all_tasks() if task.get_name() == f"compare {interview_id}"]


async def test_its_readers_are_told_that_it_is_gone(
    site: Any, hub: Hub, host: ScriptedHost, log: RedisLog, interview_id: int
) -> None:
    async def gone() -> None:
        raise StreamGone(interview_id)

    async with socket(site, interview_id) as ws, getting(site, interview_id) as open_one:
        await hear_until(ws, "interview.state")
        await open_one.read_until(b"interview.state")
        host.on_progress = gone
        async with hub.feed(interview_id, "staff") as feed:
            feed.is_gone = True
            feed.compare()
            assert (await hear_until(ws, "error"))[-1]["code"] == "not_found"
            assert await closed_with(ws) == 4404
            await open_one.body()  # it ends as a response should: nothing is reset
            assert open_one.events[-1] == {
                "type": "error",
                "code": "not_found",
                "message": "a sentence about not_found",
            }
    async with getting(site, interview_id) as client:
        assert client.status == 404
