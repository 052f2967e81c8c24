"""Stems on model servers: which server continues them, what it is sent, and what happens if it does not after all."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage

from interviews.llm.errors import ModelUnavailable, StemRefused
from interviews.llm.remote.backend import RemoteBackend
from interviews.llm.remote.request_policy import RequestPolicy
from ops.vendors.chat_server import MODEL, WORDS, Reply, ScriptedServer
from ops.vendors.dialects import Body, Dialect
from tests.interviews.llm.chat_helpers import text_of

STEM = "Which queue did"
CHAT = [HumanMessage("Topic: Python")]
WHOLE = "".join(WORDS)
OTHER = {"id": "another", "object": "model", "created": 0}

Backends = Callable[..., RemoteBackend]


@pytest.fixture(params=[Dialect.VLLM, Dialect.LLAMA_SERVER])
def server(request: pytest.FixtureRequest) -> Iterator[ScriptedServer]:
    with ScriptedServer(dialect=request.param) as server:
        yield server


def backend_of(server: ScriptedServer, **seconds: float) -> RemoteBackend:
    policy = RequestPolicy(**{"backoff_seconds": 0.001, "identify_rest_seconds": 0.0} | seconds)
    return RemoteBackend(server.base_url, MODEL, policy=policy)


async def asked(backend: RemoteBackend, stem: str = STEM, **options: Any) -> str:
    chat = [*CHAT, AIMessage(stem)] if stem else CHAT
    return text_of([chunk async for chunk in backend.load().astream(chat, **options)])


# Which server


@pytest.mark.parametrize(
    ("models", "continues"),
    [
        ([{"id": MODEL, "owned_by": "vllm"}], True),
        ([{"id": "/models/instruct.gguf", "owned_by": "llamacpp"}], True),
        ([{"id": MODEL, "owned_by": "vllm"}, OTHER | {"owned_by": "openai"}], True),
        ([{"id": MODEL, "owned_by": "openai"}, OTHER | {"owned_by": "vllm"}], False),
        ([OTHER | {"owned_by": "vllm"}, OTHER | {"owned_by": "openai"}], False),
        ([{"id": MODEL, "owned_by": "me"}], False),
        ([{"id": MODEL}], False),
        ([], False),
    ],
)
def test_a_server_is_known_by_the_owner_of_its_models(models: list[Body], continues: bool) -> None:
    with ScriptedServer() as server:
        server.models = models
        backend = backend_of(server)
        backend.load()
        assert backend.continues_stems is continues


def test_a_server_that_was_not_asked_yet_cannot(server: ScriptedServer) -> None:
    assert not backend_of(server).continues_stems


def test_a_server_is_asked_once(server: ScriptedServer) -> None:
    backend = backend_of(server)
    backend.load()
    server.models = []
    backend.load()
    assert backend.continues_stems
    assert server.connections == 1


def test_a_server_without_a_list_of_models_cannot_and_is_not_asked_again(server: ScriptedServer) -> None:
    backend = RemoteBackend(server.base_url.removesuffix("/v1"), MODEL, policy=RequestPolicy(identify_rest_seconds=0))
    for _ in range(2):
        backend.load()
    assert not backend.continues_stems
    assert server.connections == 1


def test_a_server_that_was_away_is_asked_again_later(server: ScriptedServer) -> None:
    server.stop()
    patient, hasty = (backend_of(server, identify_rest_seconds=seconds) for seconds in (3600.0, 0.0))
    for backend in (patient, hasty):
        backend.load()
        assert not backend.continues_stems
    with ScriptedServer(server.port, server.dialect):
        for backend in (patient, hasty):
            backend.load()
    assert (patient.continues_stems, hasty.continues_stems) == (False, True)


def test_a_server_that_does_not_say_what_it_is_holds_no_question_up(server: ScriptedServer) -> None:
    server.lists_models = False
    backend = backend_of(server, identify_seconds=0.05, connect_seconds=60.0)
    began = time.monotonic()
    backend.load()
    assert time.monotonic() - began < 10
    assert not backend.continues_stems


# What is sent, and what comes back


async def test_the_text_is_only_what_follows_the_stem(server: ScriptedServer) -> None:
    assert await asked(backend_of(server)) == WHOLE.removeprefix(STEM)


async def test_without_a_stem_a_request_has_only_fields_of_openais_api(server: ScriptedServer) -> None:
    assert await asked(backend_of(server), stem="") == WHOLE
    assert not server.requests[-1].keys() & {"continue_final_message", "add_generation_prompt", "chat_template_kwargs"}


async def test_a_model_that_could_think_continues_a_stem(server: ScriptedServer) -> None:
    server.reply = Reply(thinks=True)
    assert await asked(backend_of(server)) == WHOLE.removeprefix(STEM)


async def test_an_echo_of_the_stem_is_removed(server: ScriptedServer) -> None:
    server.reply = Reply(echoes=True)
    assert await asked(backend_of(server)) == WHOLE.removeprefix(STEM)


async def test_a_stop_string_ends_the_text_after_a_stem(server: ScriptedServer) -> None:
    server.reply = Reply(echoes=True, ignores_limits=True)
    assert await asked(backend_of(server), stop=[" choose"]) == " you"


# Servers that cannot


async def test_a_server_that_cannot_gets_no_stem() -> None:
    with ScriptedServer() as server:
        with pytest.raises(StemRefused, match="does not continue a begun answer"):
            await asked(backend_of(server))
        assert server.requests == []


REFUSALS = [
    "Assistant response prefill is incompatible with enable_thinking.",
    "continue_final_message is set but the final message does not appear in the chat after applying the chat template!",
    "Unrecognized request argument supplied: add_generation_prompt",
]


@pytest.mark.parametrize("message", REFUSALS)
async def test_a_server_that_refuses_a_stem_is_asked_without_from_then_on(server: ScriptedServer, message: str) -> None:
    backend = backend_of(server)
    server.reply = Reply(status=400, error={"message": message, "type": "invalid_request_error", "code": 400})
    with pytest.raises(StemRefused, match="refuses to continue") as refused:
        await asked(backend)
    assert message not in str(refused.value)  # it could quote the prompt
    assert not backend.continues_stems
    assert len(server.requests) == 1
    server.reply = Reply()
    assert await asked(backend, stem="") == WHOLE


async def test_an_error_that_only_quotes_the_request_says_nothing_about_stems(server: ScriptedServer) -> None:
    backend = backend_of(server)
    server.reply = Reply(status=400)
    with pytest.raises(ModelUnavailable, match="400, refuses the request") as failed:
        await asked(backend)
    assert not isinstance(failed.value, StemRefused)
    assert backend.continues_stems


async def test_a_request_with_a_stem_is_retried_like_any_other(server: ScriptedServer) -> None:
    replies = iter([Reply(status=503), Reply(cut=True)])
    server.reply = lambda _: next(replies, Reply())
    assert await asked(backend_of(server)) == WHOLE.removeprefix(STEM)
    assert server.requests[0] == server.requests[2]
