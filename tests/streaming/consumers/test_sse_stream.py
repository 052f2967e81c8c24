"""SSE streams over ASGI, on a host without a database."""

import asyncio
import json
from typing import Any

import pytest

from streaming.log import RedisLog
from streaming.wire.position import StreamPosition
from tests.streaming.clients import SseClient, getting, senders
from tests.streaming.scenes import append, done, question, started
from tests.streaming.scripted_host import ScriptedHost

# Channels closes old database connections at each dispatch, even if there are none.
pytestmark = pytest.mark.django_db

WORDS = ["안녕", "하세요", "?"]


async def test_sse_has_its_media_type_and_forbids_buffering(site: Any, interview_id: int) -> None:
    async with getting(site, interview_id) as client:
        assert client.status == 200
        assert client.headers[b"content-type"] == b"text/event-stream; charset=utf-8"
        assert client.headers[b"cache-control"] == b"no-cache, no-transform"
        assert client.headers[b"x-accel-buffering"] == b"no"


async def test_sse_begins_with_the_state_then_sends_events_with_their_ids(
    site: Any, log: RedisLog, interview_id: int
) -> None:
    await append(log, interview_id, (3, 1), *question(WORDS))
    async with getting(site, interview_id) as client:
        await client.read_until(b"question.done")
    state, *logged = client.wire.decode().split("\n\n")[1:-1]
    assert state == 'data: {"type":"interview.state","status":"running"}'
    for block in logged:
        id_line, data_line = block.split("\n")
        assert id_line == "id: " + json.loads(data_line.removeprefix("data: "))["id"]
    assert [event["type"] for event in client.events][1:] == ["question.started", "token", "question.done"]


async def test_sse_carries_the_bytes_that_were_published(site: Any, log: RedisLog, interview_id: int) -> None:
    await append(log, interview_id, (3, 1), started(), done("안녕"))
    async with getting(site, interview_id) as client:
        await client.read_until(b"question.done")
    for entry in (await log.read(interview_id)).entries:
        assert b"id: %s\ndata: %s\n\n" % (str(entry.position).encode(), entry.data) in client.wire


async def test_sse_asks_clients_to_reconnect_after_a_second(site: Any, interview_id: int) -> None:
    async with getting(site, interview_id) as client:
        await client.read_until(b"interview.state")
    assert b"\nretry: 1000\n\n" in client.wire


async def test_sse_resumes_after_the_position_in_the_query(site: Any, log: RedisLog, interview_id: int) -> None:
    await append(log, interview_id, (3, 1), *question(WORDS))
    async with getting(site, interview_id, "last_event_id=3-2") as client:
        await client.read_until(b"question.done")
    assert [event.get("id") for event in client.events] == [None, "3-4", "3-5"]


async def test_the_last_event_id_in_the_header_wins_over_the_query(site: Any, log: RedisLog, interview_id: int) -> None:
    await append(log, interview_id, (3, 1), *question(WORDS))
    async with getting(site, interview_id, "last_event_id=3-1", last_event_id="3-4") as client:
        await client.read_until(b"question.done")
    assert [event.get("id") for event in client.events] == [None, "3-5"]


async def test_sse_answers_204_once_all_of_a_finished_interview_was_seen(
    site: Any, host: ScriptedHost, interview_id: int
) -> None:
    host.over, host.last_closing = True, StreamPosition(3, 5)
    async with getting(site, interview_id, last_event_id="3-5") as client:
        assert client.status == 204
        assert await client.body() == b""


async def test_sse_sends_what_was_not_seen_of_a_finished_interview(
    site: Any, log: RedisLog, host: ScriptedHost, interview_id: int
) -> None:
    host.over, host.last_closing = True, StreamPosition(3, 5)
    await append(log, interview_id, (3, 1), *question(WORDS))
    async with getting(site, interview_id, last_event_id="3-4") as client:
        assert client.status == 200
        await client.read_until(b"question.done")


async def test_sse_answers_204_if_an_interview_ended_before_its_first_question(
    site: Any, host: ScriptedHost, interview_id: int
) -> None:
    host.over = True
    async with getting(site, interview_id) as client:
        assert client.status == 204


@pytest.mark.parametrize(
    ("options", "status", "code"),
    [({"query": "last_event_id=soon"}, 400, "bad_position"), ({"last_event_id": "1-"}, 400, "bad_position"),
     ({"method": "POST"}, 405, "method_not_allowed")],
)  # fmt: skip
async def test_sse_refuses_a_bad_request_with_a_code_and_a_message(
    site: Any, interview_id: int, options: dict[str, str], status: int, code: str
) -> None:
    async with getting(site, interview_id, **options) as client:
        assert client.status == status
        assert client.headers[b"content-type"] == b"application/json; charset=utf-8"
        assert json.loads(await client.body()) == {"code": code, "message": f"a sentence about {code}"}


async def test_sse_answers_401_with_the_authentication_scheme(site: Any, host: ScriptedHost, interview_id: int) -> None:
    host.turned_away = "unauthorized"
    async with getting(site, interview_id) as client:
        assert client.status == 401
        assert client.headers[b"www-authenticate"] == b"Bearer"


async def test_sse_answers_503_if_its_host_fails(site: Any, host: ScriptedHost, interview_id: int) -> None:
    host.broken = RuntimeError("no database")
    async with getting(site, interview_id) as client:
        assert client.status == 503
        assert json.loads(await client.body())["code"] == "unavailable"


async def test_a_reader_who_disconnects_is_released_at_once(site: Any, interview_id: int) -> None:
    async with getting(site, interview_id) as client:
        await client.read_until(b"interview.state")
        assert senders(interview_id)
    assert not senders(interview_id)


async def test_a_server_that_cancels_the_application_leaves_no_sender(site: Any, interview_id: int) -> None:
    client = await SseClient(site, interview_id).begin()
    await client.read_until(b"interview.state")
    client.future.cancel()
    await asyncio.wait([client.future])
    assert not senders(interview_id)


async def test_a_reader_who_is_not_admitted_yet_when_the_server_ends_is_sent_elsewhere(
    site: Any, host: ScriptedHost, interview_id: int
) -> None:
    """A proxy would pass a 503 on, after which an EventSource gives up."""
    asked = asyncio.Event()

    async def never() -> None:
        asked.set()
        await asyncio.Event().wait()

    host.on_progress = never
    client = SseClient(site, interview_id)
    beginning = asyncio.create_task(client.begin())
    await asked.wait()
    client.future.cancel()
    await beginning
    assert client.status == 200
    [line] = [line for line in (await client.body()).decode().split("\n") if line.startswith("retry: ")]
    assert 200 <= int(line.removeprefix("retry: ")) <= 3000
    assert client.events == []
