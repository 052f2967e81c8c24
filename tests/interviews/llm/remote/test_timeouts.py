"""How long an OpenAI-compatible server is waited for, and when it is no longer asked."""

import asyncio

import pytest
from prometheus_client import REGISTRY

from interviews.llm.errors import ModelError, ModelTimeout, ModelUnavailable
from interviews.llm.remote.backend import RemoteChatModel
from ops.vendors.chat_server import WORDS, Reply, ScriptedServer, first
from tests.interviews.llm.chat_helpers import NEVER_SECONDS, Served, asked, text_of


@pytest.fixture
def model(served: Served) -> RemoteChatModel:
    return served()


# What takes too long


@pytest.mark.parametrize("pings", [False, True], ids=["silent", "only pings"])
async def test_a_server_without_a_first_word_is_given_up(server: ScriptedServer, served: Served, pings: bool) -> None:
    server.reply = Reply(silent=True, pings=pings)
    with pytest.raises(ModelUnavailable, match="silent for too long"):
        await asked(served(first_token_seconds=0.5))
    assert await asyncio.to_thread(server.wait_for_running, 0)
    assert len(server.requests) == 1


async def test_the_time_for_the_first_word_does_not_bind_the_next_ones(server: ScriptedServer, served: Served) -> None:
    server.reply = Reply(seconds_between=0.2)
    assert text_of(await asked(served(first_token_seconds=1.0))) == "".join(WORDS)


async def test_a_server_that_falls_silent_between_two_words_is_given_up(server: ScriptedServer, served: Served) -> None:
    server.reply = Reply(seconds_between=NEVER_SECONDS)
    with pytest.raises(ModelUnavailable, match="silent for too long"):
        await asked(served(idle_seconds=0.05))
    assert await asyncio.to_thread(server.wait_for_running, 0)


async def test_an_answer_has_a_time_in_all(server: ScriptedServer, model: RemoteChatModel) -> None:
    server.reply = Reply(words=["on and "] * 1000, seconds_between=0.01)
    with pytest.raises(ModelTimeout, match="not done"):
        await asked(model, max_seconds=0.1, max_tokens=1000)
    assert await asyncio.to_thread(server.wait_for_running, 0)


# What is asked no more


def left_alone() -> float | None:
    return REGISTRY.get_sample_value("llm_server_left_alone")


async def test_a_server_that_failed_again_and_again_is_left_alone_for_a_while(
    server: ScriptedServer, model: RemoteChatModel
) -> None:
    server.reply = Reply(cut_after=1)
    for _ in range(3):
        with pytest.raises(ModelUnavailable, match="broke"):
            await asked(model)
    with pytest.raises(ModelUnavailable, match=r"not asked for another \d+ s.*The last: LLM_BASE_URL=.*broke"):
        await asked(model)
    assert (len(server.requests), left_alone()) == (3, 1)


async def test_after_its_rest_a_server_that_is_well_is_asked_by_all(server: ScriptedServer, served: Served) -> None:
    model = served(first_rest_seconds=0.0)
    server.reply = first(*[Reply(cut_after=1)] * 3)
    for _ in range(3):
        with pytest.raises(ModelUnavailable):
            await asked(model)
    assert text_of(await asked(model)) == "".join(WORDS)
    assert left_alone() == 0
    assert len(await asyncio.gather(*(asked(model) for _ in range(4)))) == 4


@pytest.mark.parametrize("reply", [*(Reply(status=n) for n in (400, 401, 404)), Reply(context_length_exceeded=True)])
async def test_refusals_do_not_make_a_server_be_left_alone(
    server: ScriptedServer, model: RemoteChatModel, reply: Reply
) -> None:
    server.reply = reply
    for _ in range(5):
        with pytest.raises(ModelError):
            await asked(model)
    assert len(server.requests) == 5
