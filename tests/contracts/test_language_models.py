"""The contract of all backends: llama.cpp with random weights, and a server on loopback."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, HumanMessage, SystemMessage

from bench.harness.models.random_model import TINY, write_random_model
from interviews.llm.backends import Backend, make_backend
from interviews.llm.model_settings import ModelSettings
from interviews.llm.sampling import Sampling
from interviews.llm.token_tally import TokenTally
from ops import ROOT
from ops.vendors.chat_server import MODEL, ScriptedServer
from ops.vendors.dialects import Dialect

CHAT: list[BaseMessage] = [SystemMessage("You ask."), HumanMessage("Topic: Python")]
SECONDS = 20


@pytest.fixture(scope="module")
def model_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_random_model(tmp_path_factory.mktemp("model") / "tiny.gguf", TINY)


@pytest.fixture(scope="module", params=["llama_cpp", "openai"])
def settings(request: pytest.FixtureRequest, model_path: Path) -> Iterator[ModelSettings]:
    with ScriptedServer() as server:
        model = MODEL if request.param == "openai" else str(model_path)
        yield ModelSettings(request.param, model, base_url=server.base_url, context_tokens=2048)


@pytest.fixture
def backend(settings: ModelSettings) -> Backend:
    return make_backend(settings, slots=2)


@pytest.fixture
def model(backend: Backend) -> BaseChatModel:
    return backend.load()


def test_a_model_that_can_be_used_passes_the_check_without_being_loaded(backend: Backend) -> None:
    backend.check()


async def asked(model: BaseChatModel, chat: Sequence[BaseMessage] = CHAT, **more: Any) -> list[AIMessageChunk]:
    options: dict[str, Any] = {"sampling": Sampling(temperature=1.0, seed=7), "max_tokens": 24, **more}
    async with asyncio.timeout(SECONDS):
        return [chunk async for chunk in model.astream(list(chat), **options)]


def text_of(chunks: list[AIMessageChunk]) -> str:
    return "".join(str(chunk.content) for chunk in chunks)


async def test_text_arrives_in_pieces(model: BaseChatModel) -> None:
    assert len([chunk for chunk in await asked(model) if chunk.content]) > 5


async def test_only_the_last_chunk_has_usage_and_finish_reason(model: BaseChatModel) -> None:
    *others, last = await asked(model, max_tokens=4)
    assert last.response_metadata["finish_reason"] == "length"
    assert last.usage_metadata and last.usage_metadata["output_tokens"] == 4
    assert last.usage_metadata["total_tokens"] == last.usage_metadata["input_tokens"] + 4
    assert (last.content, last.chunk_position) == ("", "last")
    assert not [chunk for chunk in others if chunk.usage_metadata or chunk.chunk_position]


async def test_the_tokens_of_an_answer_that_is_not_read_to_its_end_are_counted(
    model: BaseChatModel, settings: ModelSettings
) -> None:
    tally, seen = TokenTally(), 0
    async with aclosing(model.astream(CHAT, max_tokens=24, tally=tally)) as chunks:  # type: ignore[type-var]
        async for _ in chunks:
            seen += 1
            if seen == 3:
                break
    assert tally.completion is not None and 3 <= tally.completion <= 24
    assert (tally.prompt is not None) is (settings.backend == "llama_cpp")  # a server tells of it at the end


async def test_a_whole_answer_is_counted_like_its_usage(model: BaseChatModel, settings: ModelSettings) -> None:
    tally = TokenTally()
    usage = (await asked(model, max_tokens=4, tally=tally))[-1].usage_metadata or {}
    assert tally.completion == usage["output_tokens"]
    assert settings.backend == "openai" or tally.prompt == usage["input_tokens"]


async def test_a_stop_string_ends_the_text_and_is_not_part_of_it(model: BaseChatModel) -> None:
    whole = text_of(await asked(model))
    stop = whole[len(whole) // 2 :][:6]
    *_, last = chunks = await asked(model, stop=[stop])
    assert text_of(chunks) == whole[: whole.index(stop)]
    assert last.response_metadata["finish_reason"] == "stop"


async def test_the_model_answers_again_after_a_cancelled_reader(model: BaseChatModel) -> None:
    begun = asyncio.Event()

    async def read() -> None:
        async for _ in model.astream(CHAT):
            begun.set()
            await asyncio.Event().wait()

    reading = asyncio.create_task(read())
    await begun.wait()
    reading.cancel()
    await asyncio.wait([reading])
    assert reading.cancelled()
    assert await asked(model, max_tokens=4)


async def test_concurrent_loads_return_the_same_model(backend: Backend) -> None:
    loaded = await asyncio.gather(*(asyncio.to_thread(backend.load) for _ in range(2)))
    assert loaded[0] is loaded[1]


@pytest.fixture(params=["llama_cpp", Dialect.VLLM, Dialect.LLAMA_SERVER])
def continuing(request: pytest.FixtureRequest) -> Iterator[tuple[Backend, str]]:
    """Yield each backend that continues stems, and a stem that it knows: the demo model, and the servers that can."""
    if not isinstance(request.param, Dialect):
        settings = ModelSettings("llama_cpp", str(ROOT / "demo_model/demo.gguf"), context_tokens=2048)
        yield make_backend(settings, slots=2), "Can you tell me about a time when you"
        return
    with ScriptedServer(dialect=request.param) as server:
        yield make_backend(ModelSettings("openai", MODEL, base_url=server.base_url), slots=2), "Which"


async def test_a_begun_answer_is_continued(continuing: tuple[Backend, str]) -> None:
    backend, begun = continuing
    model, greedy = backend.load(), Sampling(temperature=0)
    assert backend.continues_stems
    chat = [SystemMessage("You ask."), HumanMessage("Job: Engineer\nCompetency: API design\n\nAsk.")]
    pieces = [str(chunk.content) for chunk in await asked(model, [*chat, AIMessage(begun)], sampling=greedy)]
    whole, longer = begun + "".join(pieces), (begun + "".join(pieces[:2])).rstrip()
    assert begun != longer != whole
    assert text_of(await asked(model, [*chat, AIMessage(longer)], sampling=greedy)) == whole.removeprefix(longer)


@pytest.mark.parametrize("dialect", [Dialect.OPENAI, Dialect.LLAMA_CPP_PYTHON])
def test_a_backend_that_cannot_continue_an_answer_says_so(dialect: Dialect) -> None:
    with ScriptedServer(dialect=dialect) as server:
        backend = make_backend(ModelSettings("openai", MODEL, base_url=server.base_url), slots=2)
        backend.load()
        assert not backend.continues_stems


def test_a_backend_describes_its_model(settings: ModelSettings, backend: Backend) -> None:
    assert backend.describe()["model"] == Path(settings.model).name


@pytest.mark.process
@pytest.mark.parametrize(
    ("chosen", "others"), [("llama_cpp", {"openai", "langchain_openai"}), ("openai", {"llama_cpp"})]
)
def test_a_worker_loads_only_the_library_of_its_backend(chosen: str, others: set[str]) -> None:
    settings = f"ModelSettings({chosen!r}, 'm', base_url='http://127.0.0.1:1/v1')"
    lines = (
        "import django, sys; django.setup()",
        "from interviews.llm.model_settings import ModelSettings",
        "from interviews.management.commands import runworker",
        f"runworker.make_backend({settings}, slots=1)",
        "print(*sys.modules)",
    )
    loaded = subprocess.run([sys.executable, "-c", "\n".join(lines)], cwd=ROOT, capture_output=True, check=True)
    modules = set(loaded.stdout.decode().split())
    assert chosen in modules
    assert not modules & others
