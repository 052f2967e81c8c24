"""Failures of an OpenAI-compatible server: error messages and retries."""

import asyncio
import json
from itertools import pairwise
from typing import Any

import pytest
from prometheus_client import REGISTRY

from interviews.llm.errors import ModelError, ModelUnavailable, PromptTooLong
from interviews.llm.remote.backend import RemoteBackend
from interviews.llm.remote.chat_model import RemoteChatModel
from interviews.llm.remote.request_policy import RequestPolicy
from interviews.llm.remote.retry_schedule import MAX_ATTEMPTS
from ops.vendors.chat_server import MODEL, WORDS, Reply, ScriptedServer, first
from tests.interviews.llm.chat_helpers import CHAT, KEY, NEVER_SECONDS, Served, asked, text_of
from tests.streaming.speech.scripted_speech import until

HTML = ("text/html", b"<!doctype html><p>Welcome to nginx!")


@pytest.fixture
def model(served: Served) -> RemoteChatModel:
    return served()


# Error messages

FAULTS = [
    (Reply(status=400), ModelUnavailable, "400, refuses the request"),
    (Reply(status=401), ModelUnavailable, "401, refuses the key.*LLM_API_KEY"),
    (Reply(status=403), ModelUnavailable, "403, refuses the key.*LLM_API_KEY"),
    (Reply(status=404), ModelUnavailable, "404, does not serve LLM_MODEL=scripted"),
    (Reply(status=429), ModelUnavailable, "429, too many requests"),
    (Reply(status=500), ModelUnavailable, "500, the server failed"),
    (Reply(status=503), ModelUnavailable, "503, the server failed"),
    (Reply(context_length_exceeded=True), PromptTooLong, "longer than the context"),
    (Reply(cut=True), ModelUnavailable, "broke before an answer"),
    (Reply(cut_after=0), ModelUnavailable, "broke before an answer"),
    (Reply(cut_after=2), ModelUnavailable, "broke in the middle"),
    (Reply(ends_after=0), ModelUnavailable, "answer is incomplete"),
    (Reply(ends_after=2), ModelUnavailable, "answer is incomplete"),
    (Reply(finish_reason="content_filter"), ModelUnavailable, "incomplete, or a content filter stopped it"),
    (Reply(finish_reason="tool_calls"), ModelUnavailable, "answer is incomplete"),
    (Reply(error_after=0), ModelUnavailable, "the server failed"),
    (Reply(error_after=2), ModelUnavailable, "the server failed"),
    (Reply(body=("text/event-stream", b"")), ModelUnavailable, "answer is incomplete"),
    (Reply(body=HTML), ModelUnavailable, "answer is incomplete.*is this not the address"),
    (Reply(body=("application/json", b'{"choices": []}')), ModelUnavailable, "answer is incomplete"),
    (Reply(strays=["{no json"]), ModelUnavailable, "not in OpenAI's form"),
    (Reply(strays=['"a text"']), ModelUnavailable, "not in OpenAI's form"),
]


@pytest.mark.parametrize(("reply", "kind", "message"), FAULTS)
async def test_an_error_names_the_cure_and_quotes_nothing(
    server: ScriptedServer, model: RemoteChatModel, reply: Reply, kind: type[ModelError], message: str
) -> None:
    server.reply = reply
    with pytest.raises(kind, match=message) as raised:
        await asked(model)
    assert not [said for said in (KEY, *(str(message.content) for message in CHAT)) if said in str(raised.value)]


@pytest.mark.parametrize(
    "error",
    [
        {"message": "the request exceeds the available context size", "type": "exceed_context_size_error", "code": 400},
        {"message": "This model's maximum context length is 8192 tokens.", "type": "BadRequestError", "code": 400},
    ],
)
async def test_a_prompt_that_is_too_long_is_recognized_from_each_server(
    server: ScriptedServer, model: RemoteChatModel, error: dict[str, Any]
) -> None:
    server.reply = Reply(status=400, error=error)
    with pytest.raises(PromptTooLong):
        await asked(model)


async def test_an_unreachable_server_is_named_without_its_password(server: ScriptedServer) -> None:
    url = f"http://user:pass@127.0.0.1:{server.port}/v1"
    away = RemoteBackend(url, MODEL, policy=RequestPolicy(backoff_seconds=0.001)).load()
    server.stop()
    with pytest.raises(ModelUnavailable, match=rf"LLM_BASE_URL=http://127\.0\.0\.1:{server.port}/v1: cannot connect"):
        await asked(away)


async def test_a_wrong_address_is_reported(server: ScriptedServer) -> None:
    wrong = RemoteBackend(server.base_url.removesuffix("/v1"), MODEL).load()
    with pytest.raises(ModelUnavailable, match=r"404.*most end in /v1"):
        await asked(wrong)


async def test_the_model_works_again_after_an_error(server: ScriptedServer, model: RemoteChatModel) -> None:
    server.reply = first(Reply(cut_after=3))
    with pytest.raises(ModelUnavailable):
        await asked(model)
    assert text_of(await asked(model)) == "".join(WORDS)


async def test_an_event_without_choices_is_ignored(server: ScriptedServer, model: RemoteChatModel) -> None:
    server.reply = Reply(strays=['{"choices": []}', '{"choices": [], "usage": null}'])
    assert text_of(await asked(model)) == "".join(WORDS)


async def test_an_error_after_the_finish_reason_is_ignored(server: ScriptedServer, model: RemoteChatModel) -> None:
    last = b'{"choices": [{"index": 0, "delta": {"content": "Why?"}, "finish_reason": "stop"}]}'
    whole = b"data: " + last + b"\n\ndata: {no json\n\n"
    server.reply = Reply(body=("text/event-stream", whole))
    assert text_of(await asked(model)) == "Why?"


def event(text: str, reason: str = "") -> bytes:
    delta = {"index": 0, "delta": {"content": text}} | ({"finish_reason": reason} if reason else {})
    return b"data: " + json.dumps({"choices": [delta]}).encode() + b"\n\n"


async def test_a_done_without_a_finish_reason_ends_the_answer(server: ScriptedServer, model: RemoteChatModel) -> None:
    whole = event("Which ") + event("queue?") + b"data: [DONE]\n\n"
    server.reply = Reply(body=("text/event-stream", whole))
    chunks = await asked(model)
    assert text_of(chunks) == "Which queue?"
    assert chunks[-1].response_metadata["finish_reason"] == "stop"


@pytest.mark.parametrize("reason", ["content_filter", "tool_calls", "function_call"])
async def test_a_done_after_another_reason_does_not_make_the_answer_complete(
    server: ScriptedServer, model: RemoteChatModel, reason: str
) -> None:
    whole = event("Which queue?") + event("", reason) + b"data: [DONE]\n\n"
    server.reply = Reply(body=("text/event-stream", whole))
    with pytest.raises(ModelUnavailable, match="incomplete"):
        await asked(model)


async def test_a_byte_order_mark_costs_no_token(server: ScriptedServer, model: RemoteChatModel) -> None:
    whole = b"\xef\xbb\xbf" + event("Which ") + event("queue?", "stop")
    server.reply = Reply(body=("text/event-stream", whole))
    assert text_of(await asked(model)) == "Which queue?"


# Retries

RETRYABLE = {
    "429": Reply(status=429),
    "500": Reply(status=500),
    "502": Reply(status=502),
    "503": Reply(status=503),
    "504": Reply(status=504),
    "no byte": Reply(cut=True),
    "no text": Reply(cut_after=0),
    "no body": Reply(body=("text/event-stream", b"")),
    "an error in place of text": Reply(error_after=0),
}


@pytest.mark.parametrize("fault", RETRYABLE.values(), ids=RETRYABLE)
async def test_a_failure_before_the_first_text_is_retried(
    server: ScriptedServer, model: RemoteChatModel, fault: Reply
) -> None:
    server.reply = first(fault, fault)
    assert text_of(await asked(model)) == "".join(WORDS)
    assert len(server.requests) == 3
    assert all(one == other for one, other in pairwise(server.requests))


@pytest.mark.parametrize("fault", RETRYABLE.values(), ids=RETRYABLE)
async def test_retries_are_limited(server: ScriptedServer, model: RemoteChatModel, fault: Reply) -> None:
    server.reply = fault
    with pytest.raises(ModelUnavailable):
        await asked(model)
    assert len(server.requests) == MAX_ATTEMPTS


async def test_a_server_that_comes_back_between_attempts_answers(server: ScriptedServer) -> None:
    model = RemoteBackend(server.base_url, MODEL, policy=RequestPolicy(backoff_seconds=1.0)).load()
    server.stop()
    before = faults("away")
    asking = asyncio.create_task(asked(model))
    await until(lambda: faults("away") > before)
    with ScriptedServer(server.port):
        assert text_of(await asking) == "".join(WORDS)


def faults(kind: str) -> float:
    return REGISTRY.get_sample_value("llm_server_faults_total", {"kind": kind}) or 0


@pytest.mark.parametrize(
    "reply",
    [
        *(Reply(status=status) for status in (400, 401, 403, 404, 422)),
        Reply(context_length_exceeded=True),
        Reply(strays=["{no json"]),
    ],
)
async def test_a_refused_request_is_not_retried(server: ScriptedServer, model: RemoteChatModel, reply: Reply) -> None:
    server.reply = reply
    with pytest.raises(ModelError):
        await asked(model)
    assert len(server.requests) == 1


@pytest.mark.parametrize("reply", [Reply(cut_after=1), Reply(ends_after=1), Reply(error_after=1)])
async def test_nothing_is_retried_once_text_has_arrived(
    server: ScriptedServer, model: RemoteChatModel, reply: Reply
) -> None:
    server.reply = reply
    with pytest.raises(ModelUnavailable):
        await asked(model)
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [429, 503])
async def test_retry_after_is_used_instead_of_the_backoff(server: ScriptedServer, served: Served, status: int) -> None:
    past = "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT"
    server.reply = first(Reply(status=status, headers=["Retry-After: 0"]), Reply(status=status, headers=[past]))
    assert text_of(await asked(served(backoff_seconds=NEVER_SECONDS))) == "".join(WORDS)


async def test_a_server_without_retry_after_is_retried(server: ScriptedServer, model: RemoteChatModel) -> None:
    server.reply = first(Reply(status=429, headers=[]))
    assert text_of(await asked(model)) == "".join(WORDS)


async def test_a_long_retry_after_fails_the_question_at_once(server: ScriptedServer, model: RemoteChatModel) -> None:
    server.reply = Reply(status=429, headers=[f"Retry-After: {NEVER_SECONDS}"])
    with pytest.raises(ModelUnavailable, match="429"):
        await asked(model)
    assert len(server.requests) == 1


async def test_a_reader_can_leave_between_two_attempts(server: ScriptedServer, served: Served) -> None:
    server.reply = Reply(status=503, headers=[])
    before = faults("503")
    reading = asyncio.create_task(asked(served(backoff_seconds=10.0)))
    await until(lambda: faults("503") > before)
    reading.cancel()
    await asyncio.wait([reading])
    assert reading.cancelled() and len(server.requests) == 1
