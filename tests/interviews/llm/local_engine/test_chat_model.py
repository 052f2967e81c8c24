"""LangChain's chat model on llama.cpp with random weights."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.messages import AIMessage, AIMessageChunk, HumanMessage, SystemMessage
from prometheus_client import REGISTRY

from interviews.llm.errors import ModelTimeout, PromptTooLong
from interviews.llm.local_engine.chat_model import LlamaCppChatModel
from interviews.llm.local_engine.chat_template import ChatTemplate
from interviews.llm.local_engine.engine import Engine
from interviews.llm.local_engine.gguf_model import GgufModel
from interviews.llm.sampling import Sampling

CHAT = [SystemMessage("You ask."), HumanMessage("Topic: Python")]
SEED = Sampling(temperature=1.0, seed=7)
SECONDS = 20


def options(max_tokens: int = 24, sampling: Sampling = SEED) -> dict[str, Any]:
    return {"sampling": sampling, "max_tokens": max_tokens}


def text_of(chunks: list[AIMessageChunk]) -> str:
    return "".join(str(chunk.content) for chunk in chunks)


async def astreamed(model: LlamaCppChatModel, chat: list[Any] | None = None, **more: Any) -> list[Any]:
    async with asyncio.timeout(SECONDS):
        return [chunk async for chunk in model.astream(chat or CHAT, **{**options(), **more})]


async def test_tokens_arrive_one_by_one(model: LlamaCppChatModel) -> None:
    chunks = await astreamed(model)
    assert len([chunk for chunk in chunks if chunk.content]) > 5
    assert text_of(chunks)


def test_invoke_returns_the_whole_text(model: LlamaCppChatModel) -> None:
    assert model.invoke(CHAT, **options()).content == text_of(asyncio.run(astreamed(model)))


async def test_the_same_seed_repeats_the_text_and_another_does_not(model: LlamaCppChatModel) -> None:
    first, again = text_of(await astreamed(model)), text_of(await astreamed(model))
    assert first == again
    assert text_of(await astreamed(model, sampling=Sampling(temperature=1.0, seed=8))) != first


async def test_temperature_zero_takes_the_most_likely_token(model: LlamaCppChatModel) -> None:
    texts = {text_of(await astreamed(model, sampling=Sampling(temperature=0, seed=seed))) for seed in range(3)}
    assert len(texts) == 1


async def test_a_repeat_penalty_prevents_repetition(model: LlamaCppChatModel) -> None:
    plain = text_of(await astreamed(model, sampling=Sampling(temperature=0))).split()
    varied = text_of(await astreamed(model, sampling=Sampling(temperature=0, repeat_penalty=100.0))).split()
    assert len(set(varied)) == len(varied)
    assert len(set(plain)) < len(plain)


async def test_callbacks_see_every_token(model: LlamaCppChatModel) -> None:
    class Listener(BaseCallbackHandler):
        heard: list[str] = []

        def on_llm_new_token(self, token: str, **kwargs: Any) -> None:
            self.heard.append(token)

    chunks = await astreamed(model, config={"callbacks": [Listener()]})
    assert "".join(Listener.heard) == text_of(chunks)
    assert len(Listener.heard) > 5


def written() -> float:
    """Return how many tokens of completed questions were written so far."""
    return REGISTRY.get_sample_value("llm_written_tokens_total") or 0


@pytest.fixture
def single(gguf: GgufModel, template: ChatTemplate) -> Iterator[LlamaCppChatModel]:
    """A model with a single slot."""
    engine = Engine(gguf, context=2048, slots=1, threads=1)
    yield LlamaCppChatModel(engine=engine, template=template)
    engine.close()


async def test_cancelling_the_reader_stops_the_model(single: LlamaCppChatModel) -> None:
    begun, before = asyncio.Event(), written()

    async def read() -> None:
        async for _ in single.astream(CHAT, **options(max_tokens=1900)):
            begun.set()

    reading = asyncio.create_task(read())
    await begun.wait()
    reading.cancel()
    await asyncio.wait([reading])
    assert reading.cancelled()
    assert await astreamed(single, max_tokens=4)
    assert written() == before + 4


async def test_closing_the_stream_early_stops_the_model(single: LlamaCppChatModel) -> None:
    before = written()
    stream = single.astream(CHAT, **options(max_tokens=1900))
    await anext(stream)
    await stream.aclose()  # type: ignore[attr-defined]
    assert await astreamed(single, max_tokens=4)
    assert written() == before + 4


async def test_a_question_cancelled_while_it_waits_never_starts(single: LlamaCppChatModel) -> None:
    before = written()
    first = single.astream(CHAT, **options(max_tokens=1900))
    await anext(first)
    waiting = asyncio.create_task(astreamed(single))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait([waiting])
    await first.aclose()  # type: ignore[attr-defined]
    assert await asyncio.to_thread(single.engine.wait_until_idle, SECONDS)
    assert written() == before


async def test_concurrent_questions_get_their_own_text(model: LlamaCppChatModel) -> None:
    chats = [[HumanMessage(f"Topic: {topic}")] for topic in ("this", "that", "something else entirely")]
    alone = [text_of(await astreamed(model, chat)) for chat in chats]
    together = await asyncio.gather(*(astreamed(model, chat) for chat in chats))
    assert [text_of(chunks) for chunks in together] == alone


def test_event_loops_that_use_one_model_get_their_own_text(model: LlamaCppChatModel) -> None:
    expected, heard = text_of(asyncio.run(astreamed(model))), []
    threads = [threading.Thread(target=lambda: heard.append(text_of(asyncio.run(astreamed(model))))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    assert heard == [expected] * 3


async def test_a_time_limit_ends_a_question_that_takes_too_long(model: LlamaCppChatModel) -> None:
    with pytest.raises(ModelTimeout):
        await astreamed(model, max_tokens=1900, max_seconds=0.05)


async def test_a_prompt_that_leaves_no_room_is_refused_with_the_cure(model: LlamaCppChatModel) -> None:
    with pytest.raises(PromptTooLong, match="LLM_CONTEXT"):
        await astreamed(model, [HumanMessage("long " * 2048)])


async def test_generation_ends_at_the_end_of_the_context(model: LlamaCppChatModel) -> None:
    *_, last = await astreamed(model, [HumanMessage("a" * 1900)], max_tokens=4000)
    assert last.usage_metadata["total_tokens"] <= 2048


async def test_the_history_of_a_chat_keeps_its_roles(model: LlamaCppChatModel) -> None:
    assert text_of(await astreamed(model, [*CHAT, AIMessage("Why?"), HumanMessage("Because.")]))
