"""WebSocket streams over ASGI, on a host without a database."""

import asyncio
import json
from typing import Any

import pytest
from channels.testing import WebsocketCommunicator

from streaming.host import StreamReader, StreamRefused
from streaming.log import RedisLog
from tests.streaming.clients import chat_socket, closed_with, hear, hear_until, senders, socket
from tests.streaming.scenes import append, question, started, token
from tests.streaming.scripted_host import ScriptedHost

# Channels closes old database connections at each dispatch, even if there are none.
pytestmark = pytest.mark.django_db

WORDS = ["안녕", "하세요", "?"]


async def test_a_socket_sends_the_state_and_then_the_same_events(site: Any, log: RedisLog, interview_id: int) -> None:
    await append(log, interview_id, (3, 1), *question(WORDS))
    async with socket(site, interview_id) as ws:
        heard = await hear_until(ws, "question.done")
    assert heard[0] == {"type": "interview.state", "status": "running"}
    assert [event["type"] for event in heard[1:]] == ["question.started", "token", "question.done"]
    assert heard[2]["text"] == "안녕하세요?"


async def test_a_socket_selects_bearer_and_never_the_token(site: Any, interview_id: int) -> None:
    async with socket(site, interview_id, subprotocols=["bearer", "secret"]) as ws:
        assert ws.chosen == "bearer"
    async with socket(site, interview_id) as ws:
        assert ws.chosen is None


async def test_a_socket_resumes_after_the_position_in_its_query(site: Any, log: RedisLog, interview_id: int) -> None:
    await append(log, interview_id, (3, 1), *question(WORDS))
    async with socket(site, interview_id, "last_event_id=3-4") as ws:
        assert [event.get("id") for event in await hear_until(ws, "question.done")] == [None, "3-5"]


async def test_a_resume_message_moves_a_socket_forward_and_never_back(
    site: Any, log: RedisLog, interview_id: int
) -> None:
    async with socket(site, interview_id, "last_event_id=3-1") as ws:
        await ws.send_json_to({"type": "resume", "last_event_id": "3-4"})
        await ws.send_json_to({"type": "resume", "last_event_id": "3-2"})
        await ws.send_json_to({"type": "ping"})
        await hear_until(ws, "pong")
        await append(log, interview_id, (3, 1), *question(WORDS))
        assert [event.get("id") for event in await hear_until(ws, "question.done") if "id" in event] == ["3-5"]


async def test_a_resume_message_before_the_admission_counts(
    site: Any, log: RedisLog, host: ScriptedHost, interview_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    await append(log, interview_id, (3, 1), *question(WORDS))
    let_in = asyncio.Event()

    async def admit(scope: Any, asked: int) -> Any:
        await let_in.wait()
        return StreamReader("somebody", "candidate", asked)

    monkeypatch.setattr(host, "admit", admit)
    async with socket(site, interview_id) as ws:
        await ws.send_json_to({"type": "resume", "last_event_id": "3-4"})
        await ws.send_json_to({"type": "ping"})
        await hear_until(ws, "pong")
        let_in.set()
        assert [event.get("id") for event in await hear_until(ws, "question.done")] == [None, "3-5"]


async def test_a_ping_is_answered(site: Any, interview_id: int) -> None:
    async with socket(site, interview_id) as ws:
        await ws.send_json_to({"type": "ping"})
        assert (await hear_until(ws, "pong"))[-1] == {"type": "pong"}


async def test_a_handler_of_the_host_replies_on_the_socket(site: Any, host: ScriptedHost, interview_id: int) -> None:
    async def answer(scope: Any, interview: int, message: Any) -> dict[str, Any]:
        return {"type": "accepted", "turn": message["turn"] + 1}

    host.handlers = {"answer": answer}
    async with socket(site, interview_id) as ws:
        await ws.send_json_to({"type": "answer", "turn": 1})
        assert (await hear_until(ws, "accepted"))[-1]["turn"] == 2


@pytest.mark.parametrize(
    "text",
    ["{", "[]", "null", "7", '"ping"', "{}", '{"type": null}', '{"type": ["ping"]}', '{"type": {"a": 1}}',
     '{"type": "dance"}', '{"type": "answer"}', "[" * 100_000, '{"type": "ping"'],
)  # fmt: skip
async def test_an_unknown_or_malformed_message_closes_the_socket_with_4400(
    site: Any, interview_id: int, text: str
) -> None:
    async with socket(site, interview_id) as ws:
        await hear(ws)
        await ws.send_to(text_data=text[:60_000])
        told = {"type": "error", "code": "malformed", "message": "a sentence about malformed"}
        is_object = text.startswith("{") and text.endswith("}")
        assert await hear(ws) == told | ({"field": "type"} if is_object else {})
        assert await closed_with(ws) == 4400
        assert not senders(interview_id)


async def test_a_binary_message_closes_the_socket_with_4400(site: Any, interview_id: int) -> None:
    async with socket(site, interview_id) as ws:
        await hear(ws)
        await ws.send_to(bytes_data=b"\x00\xff")
        assert (await hear(ws))["code"] == "malformed"
        assert await closed_with(ws) == 4400


@pytest.mark.parametrize("text", ["x" * 1024 * 1024, "한" * 22_000, json.dumps({"type": "ping", "more": "x" * 65_536})])
async def test_a_message_over_64_kb_closes_the_socket_with_4413(site: Any, interview_id: int, text: str) -> None:
    async with socket(site, interview_id) as ws:
        await hear(ws)
        await ws.send_to(text_data=text)
        assert (await hear(ws))["code"] == "too_large"
        assert await closed_with(ws) == 4413


@pytest.mark.parametrize("position", ["soon", "", None, 7, ["3-4"], {"a": 1}])
async def test_a_resume_from_a_bad_position_closes_the_socket_with_4400(
    site: Any, interview_id: int, position: object
) -> None:
    async with socket(site, interview_id) as ws:
        await hear(ws)
        await ws.send_json_to({"type": "resume", "last_event_id": position})
        assert (await hear(ws))["code"] == "bad_position"
        assert await closed_with(ws) == 4400


async def test_a_bad_position_in_the_query_closes_the_socket_with_4400(site: Any, interview_id: int) -> None:
    async with socket(site, interview_id, "last_event_id=soon") as ws:
        assert (await hear(ws))["code"] == "bad_position"
        assert await closed_with(ws) == 4400


async def test_a_refused_reader_gets_the_reason_before_the_socket_closes(
    site: Any, host: ScriptedHost, interview_id: int
) -> None:
    host.turned_away = "unauthorized"
    async with socket(site, interview_id) as ws:
        assert await hear(ws) == {"type": "error", "code": "unauthorized", "message": "a sentence about unauthorized"}
        assert await closed_with(ws) == 4401


async def test_a_refusal_that_does_not_end_the_socket_leaves_it_open(
    site: Any, host: ScriptedHost, interview_id: int
) -> None:
    async def answer(scope: Any, interview: int, message: Any) -> dict[str, Any]:
        raise StreamRefused(422, "empty", "Write something first.", ends_socket=False)

    host.handlers = {"answer": answer}
    async with socket(site, interview_id) as ws:
        await ws.send_json_to({"type": "answer"})
        assert (await hear_until(ws, "error"))[-1] == {
            "type": "error",
            "code": "empty",
            "message": "Write something first.",
        }
        await ws.send_json_to({"type": "ping"})
        assert await hear(ws) == {"type": "pong"}


async def test_a_failing_host_closes_the_socket_with_a_code_to_reconnect(
    site: Any, host: ScriptedHost, interview_id: int
) -> None:
    host.broken = RuntimeError("no database")
    async with socket(site, interview_id) as ws:
        assert await closed_with(ws) == 4012


async def test_a_failing_handler_closes_the_socket_with_a_code_to_reconnect(
    site: Any, host: ScriptedHost, interview_id: int
) -> None:
    async def answer(scope: Any, interview: int, message: Any) -> dict[str, Any]:
        raise RuntimeError("no database")

    host.handlers = {"answer": answer}
    async with socket(site, interview_id) as ws:
        await hear(ws)
        await ws.send_json_to({"type": "answer"})
        assert await closed_with(ws) == 4012


async def test_a_socket_that_disconnects_ends_its_sender(site: Any, interview_id: int) -> None:
    async with socket(site, interview_id) as ws:
        await hear(ws)
        assert senders(interview_id)
    assert not senders(interview_id)


async def test_live_tokens_reach_a_socket_one_by_one(site: Any, log: RedisLog, interview_id: int) -> None:
    async with socket(site, interview_id) as ws:
        await hear(ws)
        await append(log, interview_id, (1, 1), started())
        assert (await hear(ws))["type"] == "question.started"
        for number in range(3):
            await append(log, interview_id, (1, 2 + number), token(str(number)))
            assert (await hear(ws))["text"] == str(number)


async def test_a_socket_without_an_interview_in_its_address_first_sends_which_one_it_is(
    site: Any, host: ScriptedHost, log: RedisLog, interview_id: int
) -> None:
    host.made = interview_id
    await append(log, interview_id, (3, 1), *question(WORDS))
    async with chat_socket(site) as ws:
        heard = await hear_until(ws, "question.done")
    assert heard[0] == {"type": "accepted", "interview": interview_id}
    assert [event["type"] for event in heard[1:]] == ["interview.state", "question.started", "token", "question.done"]


async def test_a_message_before_the_admission_is_handled_after_it(
    site: Any, host: ScriptedHost, interview_id: int
) -> None:
    async def message(scope: Any, interview: int, said: Any) -> dict[str, Any]:
        return {"type": "accepted", "interview": interview, "turn": 1}

    host.made, host.handlers = interview_id, {"message": message}
    async with chat_socket(site) as ws:
        await ws.send_json_to({"type": "message", "text": ""})
        heard = [await hear(ws)]
        assert "turn" not in heard[0]
        assert (await hear_until(ws, "accepted"))[-1]["turn"] == 1


async def test_no_message_of_a_refused_reader_is_handled(site: Any, host: ScriptedHost) -> None:
    taken = []

    async def message(scope: Any, interview: int, said: Any) -> dict[str, Any]:
        taken.append(said)
        return {"type": "accepted"}

    host.turned_away, host.handlers = "unauthorized", {"message": message}
    async with chat_socket(site) as ws:
        await ws.send_json_to({"type": "message", "text": ""})
        assert (await hear(ws))["code"] == "unauthorized"
        assert await closed_with(ws) == 4401
    assert taken == []


async def test_a_socket_that_is_not_accepted_yet_when_the_server_ends_is_closed_with_a_code_to_reconnect(
    site: Any, interview_id: int
) -> None:
    ws = WebsocketCommunicator(site, f"/ws/interview/{interview_id}/stream")
    assert await ws.receive_nothing()
    ws.future.cancel()
    await asyncio.wait([ws.future])
    accepted, closed = (ws.output_queue.get_nowait() for _ in range(2))
    assert accepted["type"] == "websocket.accept"
    assert closed == {"type": "websocket.close", "code": 4012}
