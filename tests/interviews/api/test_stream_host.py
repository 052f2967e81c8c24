"""The product's streams: admission and handlers, with real sessions and tokens."""

from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async as in_thread
from django.conf import settings
from django.contrib.auth.models import User
from django.db.models.functions import Now

from interviews import services
from interviews.models import AccessToken, Generation
from interviews.record import snapshot
from tests.interviews.api.scenes import called
from tests.interviews.scenes import asked, finished, started, turn_of
from tests.interviews.stream_clients import (
    bearer_header,
    candidate_cookie,
    open_websocket,
    sse_status,
    staff_cookie,
    websocket_refusal,
)
from tests.streaming.clients import getting, hear, hear_until
from tests.streaming.scenes import SECONDS, append, done, token
from tests.streaming.scenes import started as begun

pytestmark = pytest.mark.django_db(transaction=True)


async def test_a_bearer_token_opens_its_own_stream_and_no_other(site: Any) -> None:
    mine, other = await in_thread(asked)(), await in_thread(asked)()
    token = await in_thread(bearer_header)(mine)
    assert await sse_status(site, mine.pk, authorization=token) == (200, "running")
    assert await sse_status(site, other.pk, authorization=token) == (404, "not_found")
    assert await sse_status(site, 10**30, authorization=token) == (404, "not_found")


async def test_no_token_an_unknown_one_and_an_expired_one_are_401(site: Any) -> None:
    interview = await in_thread(asked)()
    token = await in_thread(bearer_header)(interview)
    assert await sse_status(site, interview.pk) == (401, "unauthorized")
    assert await sse_status(site, interview.pk, authorization="Bearer nobody") == (401, "unauthorized")
    await AccessToken.objects.aupdate(expires_at=Now() - timedelta(seconds=1))
    assert await sse_status(site, interview.pk, authorization=token) == (401, "unauthorized")


async def test_a_cookie_opens_the_stream_but_not_for_a_page_of_another_site(site: Any) -> None:
    interview = await in_thread(asked)()
    cookie = await in_thread(candidate_cookie)(interview)
    assert await sse_status(site, interview.pk, cookie=cookie) == (200, "running")
    assert await sse_status(site, interview.pk, cookie=cookie, origin=settings.PUBLIC_URL) == (200, "running")
    assert await sse_status(site, interview.pk, cookie=cookie, origin="https://evil.example") == (404, "not_found")


async def test_staff_watch_only_with_the_permission(site: Any) -> None:
    interview = await in_thread(asked)()
    assert await sse_status(site, interview.pk, cookie=await in_thread(staff_cookie)("view_interview")) == (
        200,
        "running",
    )
    await User.objects.all().adelete()
    assert await sse_status(site, interview.pk, cookie=await in_thread(staff_cookie)()) == (404, "not_found")


async def test_a_finished_interview_that_was_seen_is_a_204(site: Any) -> None:
    interview = await in_thread(finished)()
    token = await in_thread(bearer_header)(interview)
    last = await in_thread(snapshot.last_closed)(interview)
    assert last
    seen = {"authorization": token, "last_event_id": f"{last.pk}-{last.last_offset}"}
    assert (await sse_status(site, interview.pk, **seen))[0] == 204


async def test_a_position_beyond_the_end_of_the_latest_attempt_is_reset(site: Any) -> None:
    interview = await in_thread(asked)()
    await Generation.objects.aupdate(published=True, spoken=True)
    last = await in_thread(snapshot.last_closed)(interview)
    assert last and last.last_offset
    words = [token("word ") for _ in range(last.last_offset - 2)]
    await append(site.hub._log, interview.pk, (last.pk, 1), begun(), *words, done("Why?"))
    beyond = {"last_event_id": f"{last.pk}-{last.last_offset + 500}"}
    async with getting(site, interview.pk, authorization=await in_thread(bearer_header)(interview), **beyond) as client:
        await client.read_until(b"question.done")
    state, reset, first, *_ = client.events
    assert (state["type"], reset["type"], first["id"]) == ("interview.state", "reset", f"{last.pk}-1")
    assert [turn["status"] for turn in reset["turns"]] == ["asked"]


@pytest.mark.parametrize(("language", "word"), [("ko", "토큰"), ("en", "token")])
async def test_a_stream_refuses_in_the_readers_language(site: Any, language: str, word: str) -> None:
    async with getting(site, 1, accept_language=language) as client:
        assert word in (await client.body()).decode()


async def test_a_socket_takes_its_token_as_a_subprotocol_or_in_the_header(site: Any) -> None:
    interview = await in_thread(asked)()
    token = await in_thread(bearer_header)(interview)
    for ws in (
        await open_websocket(site, interview.pk, ["bearer", token.removeprefix("Bearer ")]),
        await open_websocket(site, interview.pk, authorization=token),
    ):
        assert await hear(ws) == {"type": "interview.state", "status": "running"}
        await ws.disconnect(timeout=SECONDS)


async def test_a_rejected_socket_is_closed_with_the_reason(site: Any) -> None:
    interview, other = await in_thread(asked)(), await in_thread(asked)()
    token, cookie = await in_thread(bearer_header)(interview), await in_thread(candidate_cookie)(interview)
    own = {"origin": settings.PUBLIC_URL}
    assert await websocket_refusal(await open_websocket(site, interview.pk, ["bearer", "nobody"])) == (
        4401,
        "unauthorized",
    )
    assert await websocket_refusal(await open_websocket(site, interview.pk, **own)) == (4401, "unauthorized")
    assert await websocket_refusal(await open_websocket(site, other.pk, authorization=token)) == (4404, "not_found")
    assert await websocket_refusal(await open_websocket(site, interview.pk, cookie=cookie)) == (4404, "not_found")
    evil = await open_websocket(site, interview.pk, cookie=cookie, origin="https://evil.example")
    assert await websocket_refusal(evil) == (4404, "not_found")
    welcome = await open_websocket(site, interview.pk, cookie=cookie, **own)
    assert (await hear(welcome))["type"] == "interview.state"
    await welcome.disconnect(timeout=SECONDS)


async def test_an_answer_over_the_socket_is_taken_and_again_is_the_same(site: Any) -> None:
    interview = await in_thread(asked)()
    ws = await open_websocket(site, interview.pk, authorization=await in_thread(bearer_header)(interview))
    for _ in range(2):
        await ws.send_json_to({"type": "answer", "turn": 1, "text": "We use Redis."})
        assert (await hear_until(ws, "accepted"))[-1] == {"type": "accepted", "turn": 2}
    await ws.disconnect(timeout=SECONDS)
    assert await interview.turns.acount() == 2


async def test_a_cancel_over_the_socket_stops_the_question(site: Any) -> None:
    interview = await in_thread(started)()
    ws = await open_websocket(site, interview.pk, authorization=await in_thread(bearer_header)(interview))
    await ws.send_json_to({"type": "cancel", "turn": 1})
    heard = [event["type"] for event in await hear_until(ws, "accepted")]
    if "question.failed" not in heard:
        assert (await hear_until(ws, "question.failed"))[-1]["by"] == "candidate"
    await ws.disconnect(timeout=SECONDS)
    assert (await in_thread(turn_of)(interview)).status == "failed"


async def test_an_empty_answer_over_the_socket_is_an_error_and_the_socket_lives(site: Any) -> None:
    interview = await in_thread(asked)()
    ws = await open_websocket(site, interview.pk, authorization=await in_thread(bearer_header)(interview))
    await ws.send_json_to({"type": "answer", "turn": 1, "text": "  "})
    assert (await hear_until(ws, "error"))[-1]["code"] == "empty"
    await ws.send_json_to({"type": "ping"})
    assert await hear(ws) == {"type": "pong"}
    await ws.disconnect(timeout=SECONDS)


@pytest.mark.parametrize(
    ("message", "refusal"),
    [
        ({"type": "answer", "turn": 7, "text": "x"}, (4409, "wrong_turn")),
        ({"type": "cancel", "turn": 7}, (4409, "wrong_turn")),
        ({"type": "answer", "turn": "1", "text": "x"}, (4400, "malformed")),
        ({"type": "answer", "turn": 1}, (4400, "malformed")),
        ({"type": "answer", "turn": 1, "text": "\ud800"}, (4400, "malformed")),
        ({"type": "cancel"}, (4400, "malformed")),
        ({"type": "start"}, (4400, "malformed")),
    ],
)
async def test_a_message_that_cannot_be_taken_ends_the_socket_and_changes_nothing(
    site: Any, message: dict[str, Any], refusal: tuple[int, str]
) -> None:
    interview = await in_thread(asked)()
    ws = await open_websocket(site, interview.pk, authorization=await in_thread(bearer_header)(interview))
    await ws.send_json_to(message)
    assert await websocket_refusal(ws) == refusal
    turn = await in_thread(turn_of)(interview)
    assert (turn.status, turn.answer) == ("asked", "")


@pytest.mark.parametrize("message", [{"type": "answer", "turn": 1, "text": "x"}, {"type": "cancel", "turn": 1}])
async def test_who_may_only_view_watches_a_socket_and_neither_answers_nor_stops(
    site: Any, message: dict[str, Any]
) -> None:
    interview = await in_thread(started)()
    cookie = await in_thread(staff_cookie)("view_interview")
    ws = await open_websocket(site, interview.pk, cookie=cookie, origin=settings.PUBLIC_URL)
    await ws.send_json_to(message)
    assert await websocket_refusal(ws) == (4404, "not_found")
    assert (await in_thread(turn_of)(interview)).cancel_by == ""


async def test_staff_who_may_change_interviews_stop_a_question_on_a_socket(site: Any) -> None:
    interview = await in_thread(started)()
    cookie = await in_thread(staff_cookie)("view_interview", "change_interview")
    ws = await open_websocket(site, interview.pk, cookie=cookie, origin=settings.PUBLIC_URL)
    await ws.send_json_to({"type": "cancel", "turn": 1})
    assert (await hear_until(ws, "accepted"))[-1]["turn"] == 1
    assert (await in_thread(turn_of)(interview)).cancel_by == "staff"


async def test_an_expired_token_ends_the_socket_at_its_next_message(site: Any) -> None:
    interview = await in_thread(asked)()
    ws = await open_websocket(site, interview.pk, authorization=await in_thread(bearer_header)(interview))
    assert (await hear(ws))["type"] == "interview.state"
    await AccessToken.objects.aupdate(expires_at=Now() - timedelta(seconds=1))
    await ws.send_json_to({"type": "answer", "turn": 1, "text": "x"})
    assert await websocket_refusal(ws) == (4401, "unauthorized")


@pytest.mark.parametrize("text", [{"type": "message", "text": ""}, {"type": "cancel", "turn": 1}])
async def test_messages_of_a_socket_are_counted_with_the_requests(site: Any, text: dict[str, Any]) -> None:
    interview = await in_thread(started)()
    await in_thread(called)("interview", interview.pk, times=120, per_minute=120)
    ws = await open_websocket(site, interview.pk, authorization=await in_thread(bearer_header)(interview))
    await ws.send_json_to(text)
    assert await websocket_refusal(ws) == (4429, "too_many")


async def test_a_retry_too_many_is_an_error_and_the_socket_lives(site: Any) -> None:
    interview = await in_thread(started)()
    ws = await open_websocket(site, interview.pk, authorization=await in_thread(bearer_header)(interview))
    for _ in range(5):
        await in_thread(services.cancel)(interview, 1, by="candidate")
        await ws.send_json_to({"type": "message", "text": ""})
        assert (await hear_until(ws, "accepted"))[-1]["turn"] == 1
    await in_thread(services.cancel)(interview, 1, by="candidate")
    await ws.send_json_to({"type": "message", "text": ""})
    assert (await hear_until(ws, "error"))[-1]["code"] == "too_many_attempts"
    await ws.send_json_to({"type": "ping"})
    await hear_until(ws, "pong")
    await ws.disconnect(timeout=SECONDS)


@pytest.mark.parametrize("origin", ["http://[", "https://127.0.0.1", "null", "http://127.0.0.1\\@evil.example"])
async def test_an_origin_that_is_not_exactly_ours_opens_nothing(site: Any, origin: str) -> None:
    interview = await in_thread(asked)()
    cookie = await in_thread(candidate_cookie)(interview)
    told = {"cookie": cookie, "origin": origin, "host": "127.0.0.1"}
    assert await sse_status(site, interview.pk, **told) == (404, "not_found")
    assert await websocket_refusal(await open_websocket(site, interview.pk, **told)) == (4404, "not_found")


async def test_a_stream_is_only_for_our_host(site: Any) -> None:
    interview = await in_thread(asked)()
    token = await in_thread(bearer_header)(interview)
    for host, status in [("127.0.0.1:8000", 200), ("evil.example", 400), ("[", 400)]:
        assert (await sse_status(site, interview.pk, authorization=token, host=host))[0] == status


async def test_a_stream_is_not_to_be_sniffed(site: Any) -> None:
    interview = await in_thread(asked)()
    token = await in_thread(bearer_header)(interview)
    for headers in ({"authorization": token}, {}):
        async with getting(site, interview.pk, **headers) as client:
            assert client.headers[b"x-content-type-options"] == b"nosniff"
