"""Time limits of requests to an OpenAI-compatible server, and its circuit breaker."""

import asyncio

import pytest
from prometheus_client import REGISTRY

from interviews.llm.errors import ModelError, ModelTimeout, ModelUnavailable
from interviews.llm.remote.chat_model import RemoteChatModel
from ops.vendors.chat_server import WORDS, Reply, ScriptedServer, first
from tests.interviews.llm.chat_helpers import NEVER_SECONDS, Served, asked, text_of


@pytest.fixture
def model(served: Served) -> RemoteChatModel:
    return served()


# Time limits


@pytest.mark.parametrize("pings", [False, True], ids=["silent", "only pings"])
async def test_a_server_that_sends_no_first_word_times_out(server: ScriptedServer, served: Served, pings: bool) -> None:
    server.reply = Reply(silent=True, pings=pings)
    with pytest.raises(ModelUnavailable, match="silent for too long"):
        await asked(served(first_token_seconds=0.5))
    assert await asyncio.to_thread(server.wait_for_running, 0)
    assert len(server.requests) == 1


async def test_the_first_word_timeout_does_not_apply_to_later_words(server: ScriptedServer, served: Served) -> None:
    server.reply = Reply(seconds_between=0.2)
    assert text_of(await asked(served(first_token_seconds=1.0))) == "".join(WORDS)


async def test_a_server_that_falls_silent_between_two_words_times_out(server: ScriptedServer, served: Served) -> None:
    server.reply = Reply(seconds_between=NEVER_SECONDS)
    with pytest.raises(ModelUnavailable, match="silent for too long"):
        await asked(served(idle_seconds=0.05))
    assert await asyncio.to_thread(server.wait_for_running, 0)


async def test_the_whole_answer_has_a_time_limit(server: ScriptedServer, model: RemoteChatModel) -> None:
    server.reply = Reply(words=["on and "] * 1000, seconds_between=0.01)
    with pytest.raises(ModelTimeout, match="not done"):
        await asked(model, max_seconds=0.1, max_tokens=1000)
    assert await asyncio.to_thread(server.wait_for_running, 0)


# The circuit breaker


def circuit_open() -> float | None:
    return REGISTRY.get_sample_value("llm_server_left_alone")


async def test_failures_in_a_row_open_the_circuit(server: ScriptedServer, model: RemoteChatModel) -> None:
    server.reply = Reply(cut_after=1)
    for _ in range(3):
        with pytest.raises(ModelUnavailable, match="broke"):
            await asked(model)
    with pytest.raises(ModelUnavailable, match=r"not asked for another \d+ s.*The last: LLM_BASE_URL=.*broke"):
        await asked(model)
    assert (len(server.requests), circuit_open()) == (3, 1)


async def test_a_good_answer_after_the_rest_closes_the_circuit(server: ScriptedServer, served: Served) -> None:
    model = served(first_rest_seconds=0.0)
    server.reply = first(*[Reply(cut_after=1)] * 3)
    for _ in range(3):
        with pytest.raises(ModelUnavailable):
            await asked(model)
    assert text_of(await asked(model)) == "".join(WORDS)
    assert circuit_open() == 0
    assert len(await asyncio.gather(*(asked(model) for _ in range(4)))) == 4


@pytest.mark.parametrize("reply", [*(Reply(status=n) for n in (400, 401, 404)), Reply(context_length_exceeded=True)])
async def test_refused_requests_do_not_open_the_circuit(
    server: ScriptedServer, model: RemoteChatModel, reply: Reply
) -> None:
    server.reply = reply
    for _ in range(5):
        with pytest.raises(ModelError):
            await asked(model)
    assert len(server.requests) == 5
