"""Requests to an OpenAI-compatible server, and the text of its answers."""

import asyncio
import subprocess
import sys

import pytest
from langchain_core.messages import AIMessage, HumanMessage

from interviews.llm.answer_form import AnswerForm, OneOf
from interviews.llm.errors import ModelUnavailable
from interviews.llm.remote.backend import RemoteBackend
from interviews.llm.remote.chat_model import RemoteChatModel
from interviews.llm.sampling import Sampling
from ops import ROOT
from ops.vendors.chat_server import MODEL, WORDS, Reply, ScriptedServer
from tests.interviews.llm.chat_helpers import CHAT, KEY, Served, asked, text_of

# In the form of Mistral's API.
THINKING = (
    '{"choices": [{"index": 0, "delta": {"content": '
    '[{"type": "thinking", "thinking": [{"type": "text", "text": "They said"}]}]}}]}'
)
NEVER = ["never "] * 10_000


@pytest.fixture
def model(served: Served) -> RemoteChatModel:
    return served()


# Requests


async def test_a_request_has_only_fields_of_openais_api(server: ScriptedServer, model: RemoteChatModel) -> None:
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


async def test_the_key_is_sent_as_a_bearer_token(server: ScriptedServer, model: RemoteChatModel) -> None:
    await asked(model)
    assert server.headers[-1]["authorization"] == f"Bearer {KEY}"


async def test_vendor_environment_variables_are_ignored(
    server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-account")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("OPENAI_API_BASE", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("LANGSMITH_GATEWAY", "http://127.0.0.1:1")
    monkeypatch.setenv("LC_OUTPUT_VERSION", "v1")
    assert text_of(await asked(RemoteBackend(server.base_url, MODEL).load())) == "".join(WORDS)
    assert "sk-of-another-account" not in str(server.headers)


async def test_many_requests_run_at_once(server: ScriptedServer, model: RemoteChatModel) -> None:
    server.reply = Reply(silent=True)
    asking = [asyncio.create_task(asked(model)) for _ in range(32)]
    assert await asyncio.to_thread(server.wait_for_running, 32)
    for task in asking:
        task.cancel()
    await asyncio.wait(asking)
    assert await asyncio.to_thread(server.wait_for_running, 0)


# Answers


async def test_replacement_characters_nul_and_lone_surrogates_are_dropped(
    server: ScriptedServer, model: RemoteChatModel
) -> None:
    server.reply = Reply(words=["안녕\0", "\ufffd", "\ud83d", "하세요", "\udc00?", "👩\u200d💻"])
    assert text_of(await asked(model)) == "안녕하세요?👩\u200d💻"


async def test_a_character_that_two_chunks_share_is_whole(server: ScriptedServer, model: RemoteChatModel) -> None:
    server.reply = Reply(words=["안녕 \ud83d", "\ude00", "하세요\ud83d", "?"])
    assert text_of(await asked(model)) == "안녕 😀하세요?"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(words=["Why?"], reasoning=["They said", " something."]),
        Reply(words=["<think>", "They", " said", "</think>", "\n\n", "Why?"]),
        Reply(words=["<th", "ink>They said</", "think>\n\nWhy?"]),
        Reply(words=["They said</think>\n\n", "Why?"]),
        Reply(words=["Why?"], strays=[THINKING]),
    ],
    ids=["fields", "markers", "markers in pieces", "a closing marker alone", "parts"],
)
@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
async def test_a_thought_is_not_shown(server: ScriptedServer, model: RemoteChatModel, reply: Reply) -> None:
    server.reply = reply
    assert text_of(await asked(model)) == "Why?"


PROGRAM = """
import asyncio, django
django.setup()
from interviews.llm.remote.backend import RemoteBackend
async def ask():
    return [chunk.content async for chunk in RemoteBackend("%s", "m").load().astream("hi")]
print("".join(asyncio.run(ask())))
"""


@pytest.mark.process
def test_an_answer_of_unexpected_form_is_not_logged(server: ScriptedServer) -> None:
    server.reply = Reply(words=["Why?"], strays=[THINKING])
    command = [sys.executable, "-c", PROGRAM % server.base_url]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert (ran.stdout, ran.stderr) == ("Why?\n", "")


@pytest.mark.parametrize(
    "reply",
    [Reply(words=[], reasoning=["They said"]), Reply(words=["<think>", "They said"])],
    ids=["fields", "markers"],
)
async def test_an_answer_that_is_only_a_thought_has_no_text(
    server: ScriptedServer, model: RemoteChatModel, reply: Reply
) -> None:
    server.reply = reply
    (last,) = await asked(model)
    assert (last.content, last.response_metadata["finish_reason"]) == ("", "stop")


async def test_a_thought_counts_towards_the_limit(server: ScriptedServer, model: RemoteChatModel) -> None:
    server.reply = Reply(words=["<think>", "They ", "said ", "that", "</think>", "Why?"], ignores_limits=True)
    (last,) = await asked(model, max_tokens=4)
    assert last.response_metadata["finish_reason"] == "length"


async def test_a_leaked_thought_fails_the_answer(server: ScriptedServer, model: RemoteChatModel) -> None:
    server.reply = Reply(words=["They ", "said ", "that", "</think>", "Why?"])
    with pytest.raises(ModelUnavailable, match="--reasoning-parser"):
        await asked(model)


async def test_a_server_that_ignores_stop_strings_is_stopped_by_the_client(
    server: ScriptedServer, model: RemoteChatModel
) -> None:
    server.reply = Reply(words=["Why?", " <ans", "wer>", *NEVER], seconds_between=0.01, ignores_limits=True)
    *_, last = chunks = await asked(model, stop=[" <answer>"])
    assert text_of(chunks) == "Why?"
    assert last.response_metadata["finish_reason"] == "stop"
    assert await asyncio.to_thread(server.wait_for_running, 0)


async def test_a_server_that_ignores_the_token_limit_is_stopped_by_the_client(
    server: ScriptedServer, model: RemoteChatModel
) -> None:
    server.reply = Reply(words=["one ", "two ", "three ", *NEVER], seconds_between=0.01, ignores_limits=True)
    *_, last = chunks = await asked(model, max_tokens=3)
    assert text_of(chunks) == "one two three "
    assert last.response_metadata["finish_reason"] == "length"
    assert await asyncio.to_thread(server.wait_for_running, 0)


async def test_usage_is_optional(server: ScriptedServer, model: RemoteChatModel) -> None:
    server.reply = Reply(counts=False)
    *_, last = await asked(model)
    assert (last.usage_metadata, last.response_metadata["finish_reason"]) == (None, "stop")


@pytest.mark.parametrize("words", [[], [" ", "\n", "  "]], ids=["nothing", "spaces"])
async def test_an_empty_answer_is_not_an_error(
    server: ScriptedServer, model: RemoteChatModel, words: list[str]
) -> None:
    server.reply = Reply(words=words)
    *_, last = chunks = await asked(model)
    assert (text_of(chunks), last.response_metadata["finish_reason"]) == ("".join(words), "stop")


async def test_an_answer_of_ten_thousand_tokens_arrives_completely(
    server: ScriptedServer, model: RemoteChatModel
) -> None:
    server.reply = Reply(words=NEVER)
    assert text_of(await asked(model, max_tokens=len(NEVER))) == "".join(NEVER)


# Readers who leave


async def test_cancelling_the_reader_stops_the_server(server: ScriptedServer, model: RemoteChatModel) -> None:
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


async def test_closing_the_stream_early_stops_the_server(server: ScriptedServer, model: RemoteChatModel) -> None:
    server.reply = Reply(words=["one ", "two"], seconds_between=3600)
    stream = model.astream(CHAT)
    await anext(stream)
    await stream.aclose()  # type: ignore[attr-defined]
    assert await asyncio.to_thread(server.wait_for_running, 0)


async def test_a_form_cannot_continue_a_stem(model: RemoteChatModel) -> None:
    with pytest.raises(ValueError, match="stem"):
        async for _ in model.astream([HumanMessage("?"), AIMessage("Why")], form=AnswerForm({"a": OneOf([1])})):
            pass
