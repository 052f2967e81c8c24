"""`WS /v1/chat/stream` as the product serves it: who gets in, to which interview, and what may be said."""

import json
from typing import Any

import pytest
from asgiref.sync import sync_to_async as in_thread
from django.conf import settings
from django.contrib.auth.models import User

from interviews.access import api_keys
from interviews.models import ApiKey, Interview
from tests.interviews.api.chatting import key, practising
from tests.interviews.scenes import asked, started, turn_of
from tests.interviews.stream_clients import (
    bearer_header,
    candidate_cookie,
    open_websocket,
    sse_status,
    staff_cookie,
    websocket_refusal,
)
from tests.streaming.clients import hear, hear_until
from tests.streaming.scenes import SECONDS

pytestmark = pytest.mark.django_db(transaction=True)

CHAT = "/v1/chat/stream"
OWN = {"origin": settings.PUBLIC_URL}


async def test_a_token_means_its_own_interview_which_the_socket_names_first(site: Any) -> None:
    interview = await in_thread(asked)()
    ws = await open_websocket(site, CHAT, authorization=await in_thread(bearer_header)(interview))
    assert await hear(ws) == {"type": "accepted", "interview": interview.pk}
    assert await hear(ws) == {"type": "interview.state", "status": "running"}
    await ws.disconnect(timeout=SECONDS)


async def test_a_token_opens_no_other_interview_by_the_query(site: Any) -> None:
    mine, other = await in_thread(asked)(), await in_thread(asked)()
    token = await in_thread(bearer_header)(mine)
    assert await websocket_refusal(await open_websocket(site, f"{CHAT}?interview={other.pk}", authorization=token)) == (
        4404,
        "not_found",
    )


async def test_a_message_answers_the_open_question_and_again_is_the_same(site: Any) -> None:
    interview = await in_thread(asked)()
    ws = await open_websocket(site, CHAT, authorization=await in_thread(bearer_header)(interview))
    hello = await hear(ws)
    for more in ({}, {}, {"turn": 1}):
        await ws.send_json_to({"type": "message", "text": "We use Redis.", **more})
        assert (await hear_until(ws, "accepted"))[-1] == {**hello, "turn": 2}
    await ws.disconnect(timeout=SECONDS)
    assert await interview.turns.acount() == 2


async def test_an_empty_message_starts_the_interview_and_then_changes_nothing(site: Any) -> None:
    made, secret = await in_thread(key)()
    ws = await open_websocket(site, f"{CHAT}?language=en", ["bearer", secret])
    hello = await hear(ws)
    for text in ("", "", "Hello!"):
        await ws.send_json_to({"type": "message", "text": text})
        assert (await hear_until(ws, "accepted"))[-1] == {**hello, "turn": 1}
    await ws.disconnect(timeout=SECONDS)
    interview = await Interview.objects.aget()
    assert (interview.pk, interview.api_key_id, interview.status) == (hello["interview"], made.pk, "running")


async def test_a_key_comes_back_to_the_interview_that_it_made(site: Any) -> None:
    made, secret = await in_thread(key)()
    interview = await in_thread(practising)(made)
    for address in (f"{CHAT}?interview={interview.pk}", interview.pk):
        ws = await open_websocket(site, address, ["bearer", secret])
        assert (await hear_until(ws, "interview.state"))[-1]["status"] == "running"
        await ws.disconnect(timeout=SECONDS)
    assert await sse_status(site, interview.pk, authorization=f"Bearer {secret}") == (200, "running")
    assert await Interview.objects.acount() == 1


async def test_a_key_reads_no_stream_of_another(site: Any) -> None:
    _, secret = await in_thread(key)()
    other, _ = await in_thread(key)("another robot")
    for interview in (await in_thread(practising)(other), await in_thread(asked)()):
        for address in (f"{CHAT}?interview={interview.pk}", interview.pk):
            assert await websocket_refusal(await open_websocket(site, address, ["bearer", secret])) == (
                4404,
                "not_found",
            )
        assert await sse_status(site, interview.pk, authorization=f"Bearer {secret}") == (404, "not_found")


async def test_a_key_that_is_revoked_ends_its_socket_at_the_next_message(site: Any) -> None:
    made, secret = await in_thread(key)()
    interview = await in_thread(practising)(made)
    ws = await open_websocket(site, f"{CHAT}?interview={interview.pk}", ["bearer", secret])
    assert (await hear(ws))["type"] == "accepted"
    await in_thread(api_keys.revoke)(ApiKey.objects.all())
    await ws.send_json_to({"type": "message", "text": "We use Redis."})
    assert await websocket_refusal(ws) == (4401, "unauthorized")
    assert (await in_thread(turn_of)(interview)).answer == ""
    assert await websocket_refusal(await open_websocket(site, CHAT, ["bearer", secret])) == (4401, "unauthorized")


async def test_a_key_that_is_used_too_often_ends_the_socket_with_4429(site: Any) -> None:
    made, secret = await in_thread(key)(per_minute=1)
    interview = await in_thread(practising)(made)
    address = f"{CHAT}?interview={interview.pk}"
    ws = await open_websocket(site, address, ["bearer", secret])
    assert (await hear(ws))["type"] == "accepted"
    await ws.disconnect(timeout=SECONDS)
    assert await websocket_refusal(await open_websocket(site, address, ["bearer", secret])) == (4429, "too_many")


async def test_staff_who_may_make_interviews_practise_over_a_socket(site: Any) -> None:
    cookie = await in_thread(staff_cookie)("add_interview")
    ws = await open_websocket(site, f"{CHAT}?language=en", cookie=cookie, **OWN)
    number = (await hear(ws))["interview"]
    await ws.disconnect(timeout=SECONDS)
    interview = await Interview.objects.aget()
    assert (interview.pk, interview.practice, interview.name) == (number, True, "clerk")
    again = await open_websocket(site, f"{CHAT}?interview={number}", cookie=cookie, **OWN)
    await again.send_json_to({"type": "message", "text": ""})
    assert (await hear_until(again, "accepted"))[-1]["interview"] == number
    await again.disconnect(timeout=SECONDS)


async def test_a_cookie_makes_no_interview_for_a_page_of_another_site_or_without_the_permission(site: Any) -> None:
    cookie = await in_thread(staff_cookie)("add_interview")
    for origin in ({"origin": "https://evil.example"}, {}):
        assert await websocket_refusal(await open_websocket(site, CHAT, cookie=cookie, **origin)) == (4404, "not_found")
    await User.objects.all().adelete()
    cookie = await in_thread(staff_cookie)("view_interview")
    assert await websocket_refusal(await open_websocket(site, CHAT, cookie=cookie, **OWN)) == (4404, "not_found")
    candidate = await in_thread(candidate_cookie)(await in_thread(started)())
    assert await websocket_refusal(await open_websocket(site, CHAT, cookie=candidate, **OWN)) == (4401, "unauthorized")
    assert await websocket_refusal(await open_websocket(site, CHAT, **OWN)) == (4401, "unauthorized")
    assert await Interview.objects.filter(practice=True).acount() == 0


async def test_staff_who_watch_may_say_nothing(site: Any) -> None:
    interview = await in_thread(asked)()
    cookie = await in_thread(staff_cookie)("view_interview", "add_interview")
    ws = await open_websocket(site, f"{CHAT}?interview={interview.pk}", cookie=cookie, **OWN)
    await ws.send_json_to({"type": "message", "text": "x"})
    assert await websocket_refusal(ws) == (4404, "not_found")


@pytest.mark.parametrize(
    ("query", "refusal"),
    [("interview=x", (4400, "malformed")), ("interview=1.5", (4400, "malformed")), ("language=fr", (4400, "malformed")),
     ("position=nobody", (4404, "no_position")), ("interview=" + "9" * 30, (4404, "not_found")),
     ("last_event_id=soon", (4400, "bad_position"))],
)  # fmt: skip
async def test_an_invalid_practice_request_ends_the_socket_and_creates_nothing(
    site: Any, query: str, refusal: tuple[int, str]
) -> None:
    _, secret = await in_thread(key)()
    assert await websocket_refusal(await open_websocket(site, f"{CHAT}?{query}", ["bearer", secret])) == refusal
    assert await Interview.objects.acount() == 0


@pytest.mark.parametrize(
    ("message", "refusal"),
    [
        ('{"type": "message"}', (4400, "malformed")),
        ('{"type": "message", "text": 7}', (4400, "malformed")),
        ('{"type": "message", "text": "x", "turn": "1"}', (4400, "malformed")),
        ('{"type": "message", "text": "\\ud800"}', (4400, "malformed")),
        ('{"type": "message", "text": "x", "turn": 2}', (4409, "wrong_turn")),
        ('{"type": "message"', (4400, "malformed")),
        (json.dumps({"type": "message", "text": "x" * 65_536}), (4413, "too_large")),
    ],
)
async def test_a_message_that_cannot_be_taken_ends_the_chat_and_changes_nothing(
    site: Any, message: str, refusal: tuple[int, str]
) -> None:
    interview = await in_thread(asked)()
    ws = await open_websocket(site, CHAT, authorization=await in_thread(bearer_header)(interview))
    await ws.send_to(text_data=message)
    assert await websocket_refusal(ws) == refusal
    turn = await in_thread(turn_of)(interview)
    assert (turn.status, turn.answer) == ("asked", "")


async def test_a_message_sent_before_admission_waits_for_it(site: Any) -> None:
    _, secret = await in_thread(key)()
    ws = await open_websocket(site, CHAT, ["bearer", secret])
    await ws.send_json_to({"type": "message", "text": ""})
    hello = await hear(ws)
    assert "turn" not in hello
    assert (await hear_until(ws, "accepted"))[-1] == {**hello, "turn": 1}
    await ws.disconnect(timeout=SECONDS)


async def test_a_message_from_a_rejected_client_creates_nothing(site: Any) -> None:
    ws = await open_websocket(site, CHAT, ["bearer", "nobody"])
    await ws.send_json_to({"type": "message", "text": ""})
    assert await websocket_refusal(ws) == (4401, "unauthorized")
    assert await Interview.objects.acount() == 0
