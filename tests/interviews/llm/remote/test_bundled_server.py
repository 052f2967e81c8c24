"""The demo model behind llama-cpp-python's own server, which we did not write."""

import asyncio
from collections.abc import Iterator

import pytest
from langchain_core.messages import AIMessageChunk
from langchain_core.messages.utils import convert_to_messages

from interviews.interviewer.ask import Ask, Brief, Move
from interviews.interviewer.prompts import messages
from interviews.llm.freedom import Freedom
from interviews.llm.remote.backend import RemoteBackend
from interviews.llm.remote.chat_model import RemoteChatModel
from interviews.llm.sampling import Sampling
from ops import ROOT
from ops.stack import Stack
from tests.interviews.guest import Guest
from tests.interviews.llm.chat_helpers import text_of

from .bundled_server import BundledServer

pytestmark = pytest.mark.process

SECONDS = 60
NAME = "demo"  # it serves its only model under any name
SEED = Sampling(temperature=1.0, seed=7)


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BundledServer]:
    with BundledServer(ROOT / "demo_model/demo.gguf", tmp_path_factory.mktemp("bundled")) as server:
        server.wait_until_ready()
        yield server


@pytest.fixture
def model(bundled: BundledServer) -> RemoteChatModel:
    return RemoteBackend(bundled.base_url, NAME).load()


async def asked(
    model: RemoteChatModel, language: str = "ko", sampling: Sampling = SEED, **options: object
) -> list[AIMessageChunk]:
    chat = messages(Brief(language, "Backend developer"), [], Ask("Python", Move.OPEN), Freedom.FREE)
    prompt = convert_to_messages([dict(message) for message in chat])
    async with asyncio.timeout(SECONDS):
        return [chunk async for chunk in model.astream(prompt, sampling=sampling, **options)]


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_text_arrives_token_by_token(model: RemoteChatModel, language: str) -> None:
    # What the text says does not matter: the demo model only knows how to end a begun question.
    *tokens, last = chunks = await asked(model, language, max_tokens=40)
    assert len(tokens) > 2
    assert "\ufffd" not in text_of(chunks)
    assert last.response_metadata["finish_reason"] in ("stop", "length")


async def test_the_same_seed_repeats_the_text_and_another_does_not(model: RemoteChatModel) -> None:
    first, again = text_of(await asked(model)), text_of(await asked(model))
    others = {text_of(await asked(model, sampling=Sampling(temperature=1.0, seed=seed))) for seed in (8, 9, 10)}
    assert first == again and others != {first}


async def test_a_stop_string_ends_the_text_and_is_not_part_of_it(model: RemoteChatModel) -> None:
    whole = text_of(await asked(model))
    stop = whole[len(whole) // 2 :][:6]
    *_, last = chunks = await asked(model, stop=[stop])
    assert text_of(chunks) == whole[: whole.index(stop)]
    assert last.response_metadata["finish_reason"] == "stop"


async def test_an_answer_ends_at_its_limit_although_this_server_ignores_it(model: RemoteChatModel) -> None:
    *tokens, last = await asked(model, max_tokens=4)
    assert (len(tokens), last.response_metadata["finish_reason"]) == (4, "length")


async def test_there_is_no_usage_if_the_server_reports_none(model: RemoteChatModel) -> None:
    *_, last = await asked(model)
    assert last.usage_metadata is None


def test_this_server_says_that_it_does_not_continue_stems(bundled: BundledServer) -> None:
    backend = RemoteBackend(bundled.base_url, NAME)
    backend.load()
    assert not backend.continues_stems


async def test_a_reader_who_leaves_stops_the_server(bundled: BundledServer, model: RemoteChatModel) -> None:
    begun = asyncio.Event()

    async def read() -> None:
        # min_tokens keeps the model writing, so that the reader leaves first.
        async for _ in model.astream("Topic: Python", max_tokens=1900, extra_body={"min_tokens": 1900}):
            begun.set()

    reading = asyncio.create_task(read())
    await begun.wait()
    reading.cancel()
    await asyncio.wait([reading])
    await asyncio.to_thread(bundled.wait_until_a_reader_has_left)
    assert text_of(await asked(model))


async def test_concurrent_requests_are_answered_although_the_server_is_serial(model: RemoteChatModel) -> None:
    alone = text_of(await asked(model))
    assert [text_of(chunks) for chunks in await asyncio.gather(*(asked(model) for _ in range(3)))] == [alone] * 3


def test_a_worker_asks_questions_with_this_server(
    bundled: BundledServer, tmp_path_factory: pytest.TempPathFactory
) -> None:
    environment = {"LLM_BACKEND": "openai", "LLM_MODEL": NAME, "LLM_BASE_URL": bundled.base_url, "TTS_BACKEND": "off"}
    with Stack(tmp_path_factory.mktemp("product"), **environment) as stack, Guest(stack) as guest:
        guest.post("start")
        guest.wait_for("asked")
        events = guest.until("question.done")
        assert [event for event in events if event["type"] == "token"]
        guest.post("answers", turn=1, text="I wrote a queue of my own in Python, with Redis behind it.")
        guest.wait_for("asked", 2)
        assert events[-1]["text"] == guest.turn()["question"]
