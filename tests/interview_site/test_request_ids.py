"""The id of a request: who chooses it, and where it is found again."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from interview_site.request_ids import RequestIds
from interviews import jobs, services
from interviews.request_id import request_id, set_request_id
from ops.processes.process import Process, wait_until
from ops.stack import Stack
from streaming.tasks import spawn
from tests.interviews.guest import SECONDS, Guest
from tests.interviews.scenes import RECORD, claim, started, turn_of

PROXY = "X-Request-ID"


async def seen(kind: str = "http", proxy_header: str = PROXY, **headers: str) -> tuple[str, dict[str, str]]:
    """Return the id that the application sees, and the headers of the response."""
    ids: list[str] = []
    sent: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        ids.append(await asyncio.to_thread(request_id))
        await send({"type": "http.response.start" if kind == "http" else "websocket.accept", "headers": []})
        await send({"type": "http.response.body"} if kind == "http" else {"type": "websocket.send"})

    async def send(message: Any) -> None:
        sent.append(message)

    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    await spawn(RequestIds(app, proxy_header)({"type": kind, "headers": raw}, None, send), "request")
    assert "headers" not in sent[1]
    return ids[0], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


@pytest.mark.parametrize("kind", ["http", "websocket"])
async def test_the_proxys_id_is_taken_and_returned(kind: str) -> None:
    assert await seen(kind, x_request_id="proxy-4711") == ("proxy-4711", {"x-request-id": "proxy-4711"})


@pytest.mark.parametrize("wrong", ["short", "a" * 65, "two words here", "line\nbreak", "id=1;level=error", "", "é" * 9])
async def test_an_id_that_is_none_is_replaced(wrong: str) -> None:
    made, returned = await seen(x_request_id=wrong)
    assert len(made) == 32 and returned == {"x-request-id": made}


async def test_without_the_setting_a_clients_header_counts_for_nothing() -> None:
    (first, _), (second, _) = await seen(proxy_header="", x_request_id="chosen-id"), await seen(proxy_header="")
    assert len(first) == len(second) == 32 and first != second


async def test_a_task_that_serves_others_as_well_does_not_carry_the_id() -> None:
    async def asked() -> str:
        return request_id()

    async def request() -> tuple[str, str]:
        set_request_id("proxy-4711")
        return await spawn(asked(), "own"), await spawn(asked(), "shared", shared=True)

    assert await spawn(request(), "request") == ("proxy-4711", "")


@pytest.fixture
def no_id_after() -> Iterator[None]:
    yield
    set_request_id("")


@pytest.mark.django_db
def test_a_turn_and_its_attempts_keep_the_id_of_the_request_that_queued_them(no_id_after: None) -> None:
    set_request_id("first-request")
    interview = started()
    turn = claim()
    assert (turn.request_id, turn.generation.request_id) == ("first-request", "first-request")
    assert jobs.fail(turn, "empty", "", RECORD)
    set_request_id("second-request")
    services.retry(interview, 1)
    again = claim()
    assert [made.request_id for made in again.generations.order_by("pk")] == ["first-request", "second-request"]
    set_request_id("")
    assert turn_of(started()).request_id == ""


def lines_of(process: Process, request_id: str) -> bytes:
    """Return the lines of the process's log that carry the id."""
    lines = process.log.read_bytes().splitlines()
    return b"\n".join(line for line in lines if f"request={request_id}".encode() in line.split())


@pytest.mark.process
def test_the_workers_lines_of_a_question_carry_the_id_that_the_candidate_was_given(stack: Stack) -> None:
    with Guest(stack) as guest:
        given = guest.post("start").headers["x-request-id"]
        wait_until(
            lambda: b"attempt ended" in lines_of(stack.worker, given), SECONDS, "the worker logs the end with the id"
        )
        missing = httpx.get(f"{stack.url}/no-such-page", headers={"x-request-id": "chosen-by-a-client"})
        told = missing.headers["x-request-id"]
        wait_until(lambda: b"Not Found" in lines_of(stack.web, told), SECONDS, "the 404 is logged with its id")
        assert "chosen" not in told and "x-request-id" in guest.http.get("/static/css/base.css").headers
        with guest.http.stream("GET", f"{guest.path}/stream") as stream:
            assert len(stream.headers["x-request-id"]) == 32
