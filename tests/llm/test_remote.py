"""What an OpenAI-compatible server may do, and what a model behind it is then said to have done."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from langchain_core.messages import AIMessage, AIMessageChunk, HumanMessage, SystemMessage

from interviews.llm import remote
from interviews.llm.errors import ModelError, ModelUnavailable, PromptTooLong
from interviews.llm.remote import RemoteBackend, RemoteChatModel
from interviews.llm.sampling import Sampling

from .scripted_server import MODEL, WORDS, Reply, ScriptedServer

CHAT = [SystemMessage("You ask."), HumanMessage("a secret answer"), AIMessage("Why?"), HumanMessage("my last words")]
KEY = "sk-do-not-tell"
SECONDS = 20
NEVER = ["never "] * 10_000


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        yield server


@pytest.fixture
def model(server: ScriptedServer) -> RemoteChatModel:
    return RemoteBackend(server.base_url, MODEL, KEY).load()


async def asked(model: RemoteChatModel, **options: Any) -> list[AIMessageChunk]:
    async with asyncio.timeout(SECONDS):
        return [chunk async for chunk in model.astream(CHAT, **options)]


def text_of(chunks: list[AIMessageChunk]) -> str:
    return "".join(str(chunk.content) for chunk in chunks)


# What is asked


async def test_a_request_holds_openais_own_fields_and_no_other(server: ScriptedServer, model: RemoteChatModel) -> None:
    await asked(model, sampling=Sampling(temperature=0.4, top_p=0.8, seed=7), max_tokens=50, stop=["<answer>"])
    assert server.requests == [
        {
            "model": MODEL,
            "messages": [
                {"role": "system", "content": "You ask."},
                {"role": "user", "content": "a secret answer"},
                {"role": "assistant", "content": "Why?"},
                {"role": "user", "content": "my last words"},
            ],
            "temperature": 0.4,
            "top_p": 0.8,
            "seed": 7,
            "max_completion_tokens": 50,
            "stop": ["<answer>"],
            "stream": True,
            "stream_options": {"include_usage": True},
        }
    ]


async def test_the_key_goes_along(server: ScriptedServer, model: RemoteChatModel) -> None:
    await asked(model)
    assert server.headers[-1]["authorization"] == f"Bearer {KEY}"


async def test_no_key_or_address_is_taken_from_variables_of_the_vendors(
    server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-account")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("OPENAI_API_BASE", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("LANGSMITH_GATEWAY", "http://127.0.0.1:1")
    monkeypatch.setenv("LC_OUTPUT_VERSION", "v1")
    assert text_of(await asked(RemoteBackend(server.base_url, MODEL).load())) == "".join(WORDS)
    assert "sk-of-another-account" not in str(server.headers)


async def test_many_are_asked_at_once(server: ScriptedServer, model: RemoteChatModel) -> None:
    server.reply = Reply(silent=True)
    asking = [asyncio.create_task(asked(model)) for _ in range(32)]
    assert await asyncio.to_thread(server.wait_for_running, 32)
    for task in asking:
        task.cancel()
    await asyncio.wait(asking)
    assert await asyncio.to_thread(server.wait_for_running, 0)


# What is shown


async def test_nothing_is_shown_that_no_reader_or_database_can_use(
    server: ScriptedServer, model: RemoteChatModel
) -> None:
    server.reply = Reply(words=["안녕\0", "\ufffd", "\ud83d", "하세요", "\udc00?", "👩\u200d💻"])
    assert text_of(await asked(model)) == "안녕하세요?👩\u200d💻"


async def test_reasoning_is_not_shown(server: ScriptedServer, model: RemoteChatModel) -> None:
    server.reply = Reply(words=["Why?"], reasoning=["They said", " something."])
    assert text_of(await asked(model)) == "Why?"


async def test_a_server_that_ignores_stop_strings_is_stopped_here(
    server: ScriptedServer, model: RemoteChatModel
) -> None:
    server.reply = Reply(words=["Why?", " <ans", "wer>", *NEVER], seconds_between=0.01, ignores_limits=True)
    *_, last = chunks = await asked(model, stop=[" <answer>"])
    assert text_of(chunks) == "Why?"
    assert last.response_metadata["finish_reason"] == "stop"
    assert await asyncio.to_thread(server.wait_for_running, 0)


async def test_a_server_that_ignores_the_limit_is_stopped_here(server: ScriptedServer, model: RemoteChatModel) -> None:
    server.reply = Reply(words=["one ", "two ", "three ", *NEVER], seconds_between=0.01, ignores_limits=True)
    *_, last = chunks = await asked(model, max_tokens=3)
    assert text_of(chunks) == "one two three "
    assert last.response_metadata["finish_reason"] == "length"
    assert await asyncio.to_thread(server.wait_for_running, 0)


async def test_a_server_need_not_count_tokens(server: ScriptedServer, model: RemoteChatModel) -> None:
    server.reply = Reply(counts=False)
    *_, last = await asked(model)
    assert (last.usage_metadata, last.response_metadata["finish_reason"]) == (None, "stop")


async def test_an_empty_answer_is_an_answer(server: ScriptedServer, model: RemoteChatModel) -> None:
    server.reply = Reply(words=[])
    (last,) = await asked(model)
    assert (last.content, last.response_metadata["finish_reason"]) == ("", "stop")


# What goes wrong

FAULTS = [
    (Reply(status=400), ModelUnavailable, "400, refuses the request"),
    (Reply(status=401), ModelUnavailable, "401, refuses the key.*LLM_API_KEY"),
    (Reply(status=403), ModelUnavailable, "403, refuses the key.*LLM_API_KEY"),
    (Reply(status=404), ModelUnavailable, "404, does not serve LLM_MODEL=scripted"),
    (Reply(status=429), ModelUnavailable, "429, too many requests"),
    (Reply(status=500), ModelUnavailable, "500, the server failed"),
    (Reply(status=503), ModelUnavailable, "503, the server failed"),
    (Reply(context_length_exceeded=True), PromptTooLong, "longer than the context"),
    (Reply(cut_after=2), ModelUnavailable, "broke in the middle"),
    (Reply(ends_after=2), ModelUnavailable, "ends without its end"),
    (Reply(error_after=2), ModelUnavailable, "the server failed"),
    (Reply(garbage=True), ModelUnavailable, "not in OpenAI's form"),
]


@pytest.mark.parametrize(("reply", "kind", "message"), FAULTS)
async def test_a_fault_is_told_to_operators_and_nothing_else_is(
    server: ScriptedServer, model: RemoteChatModel, reply: Reply, kind: type[ModelError], message: str
) -> None:
    server.reply = reply
    with pytest.raises(kind, match=message) as told:
        await asked(model)
    assert not [said for said in (KEY, *(str(message.content) for message in CHAT)) if said in str(told.value)]


@pytest.mark.parametrize(
    "error",
    [
        {"message": "the request exceeds the available context size", "type": "exceed_context_size_error", "code": 400},
        {"message": "This model's maximum context length is 8192 tokens.", "type": "BadRequestError", "code": 400},
    ],
)
async def test_servers_say_in_their_own_words_that_a_prompt_is_too_long(
    server: ScriptedServer, model: RemoteChatModel, error: dict[str, Any]
) -> None:
    server.reply = Reply(status=400, error=error)
    with pytest.raises(PromptTooLong):
        await asked(model)


async def test_a_server_that_is_away_is_named_without_its_password(server: ScriptedServer) -> None:
    away = RemoteBackend(f"http://user:pass@127.0.0.1:{server.port}/v1", MODEL).load()
    server.stop()
    with pytest.raises(ModelUnavailable, match=rf"LLM_BASE_URL=http://127\.0\.0\.1:{server.port}/v1: cannot connect"):
        await asked(away)


async def test_a_server_that_says_nothing_is_given_up(server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "SILENT_SECONDS", 0.05)
    server.reply = Reply(silent=True)
    with pytest.raises(ModelUnavailable, match="silent for too long"):
        await asked(RemoteBackend(server.base_url, MODEL).load())
    assert await asyncio.to_thread(server.wait_for_running, 0)


async def test_an_address_of_something_else_is_told(server: ScriptedServer) -> None:
    wrong = RemoteBackend(server.base_url.removesuffix("/v1"), MODEL).load()
    with pytest.raises(ModelUnavailable, match=r"404.*most end in /v1"):
        await asked(wrong)


async def test_what_failed_before_the_first_token_is_tried_again(
    server: ScriptedServer, model: RemoteChatModel
) -> None:
    server.reply = lambda _: Reply(status=503) if len(server.requests) == 1 else Reply()
    assert text_of(await asked(model)) == "".join(WORDS)


async def test_what_failed_later_is_not(server: ScriptedServer, model: RemoteChatModel) -> None:
    server.reply = Reply(cut_after=1)
    with pytest.raises(ModelUnavailable):
        await asked(model)
    assert len(server.requests) == 1


async def test_after_a_fault_the_same_model_answers_again(server: ScriptedServer, model: RemoteChatModel) -> None:
    server.reply = Reply(cut_after=3)
    with pytest.raises(ModelUnavailable):
        await asked(model)
    server.reply = Reply()
    assert text_of(await asked(model)) == "".join(WORDS)


# Who goes away


async def test_a_cancelled_reader_ends_the_generation_at_the_server(
    server: ScriptedServer, model: RemoteChatModel
) -> None:
    server.reply = Reply(words=["one ", "two"], seconds_between=3600)
    first = asyncio.Event()

    async def read() -> None:
        async for _ in model.astream(CHAT):
            first.set()

    reading = asyncio.create_task(read())
    await first.wait()
    assert server.running == 1
    reading.cancel()
    await asyncio.wait([reading])
    assert reading.cancelled()
    assert await asyncio.to_thread(server.wait_for_running, 0)


async def test_a_reader_that_ends_early_ends_the_generation_at_the_server(
    server: ScriptedServer, model: RemoteChatModel
) -> None:
    server.reply = Reply(words=["one ", "two"], seconds_between=3600)
    stream = model.astream(CHAT)
    await anext(stream)
    await stream.aclose()  # type: ignore[attr-defined]
    assert await asyncio.to_thread(server.wait_for_running, 0)
