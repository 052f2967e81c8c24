"""The demo model goes on with a begun answer, and what it has read serves the next questions."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, HumanMessage, SystemMessage

from bench.harness.models.random_model import TINY, write_random_model
from interviews.llm.local_engine.cache.kv_cache import common_prefix_length
from interviews.llm.local_engine.chat_model import LlamaCppChatModel, _message
from interviews.llm.local_engine.chat_template import ChatTemplate
from interviews.llm.local_engine.engine import Engine
from interviews.llm.local_engine.gguf_model import GgufModel
from interviews.llm.message import Message
from ops import ROOT
from tests.interviews.llm.chat_helpers import text_of
from tests.interviews.llm.engine_helpers import GREEDY, SECONDS, idle

from .recurrent_model import write_recurrent_model
from .test_chat_model import written

EXAMPLES = [SystemMessage("You ask."), HumanMessage("Topic: plants"), AIMessage("Which plant did you water first?")]
PUBLIC = len(EXAMPLES)
ANSWER = "I wrote a queue in Python, and we ran it for two years without losing a message."


TASK = "\n\nAsk for the reason."


def turn(answer: str, task: str = "") -> HumanMessage:
    return HumanMessage(f"Topic: Python\nQuestion: What did you build?\nAnswer: {answer}{task}")


@pytest.fixture(scope="module")
def demo() -> GgufModel:
    return GgufModel(str(ROOT / "demo_model/demo.gguf"))


def single(gguf: GgufModel) -> Iterator[LlamaCppChatModel]:
    """Yield a model with one slot."""
    engine = Engine(gguf, context=2048, slots=1, threads=1)
    yield LlamaCppChatModel(engine=engine, template=ChatTemplate(gguf))
    engine.close()


@pytest.fixture
def model(demo: GgufModel) -> Iterator[LlamaCppChatModel]:
    yield from single(demo)


async def asked(model: LlamaCppChatModel, chat: list[BaseMessage], **options: Any) -> list[AIMessageChunk]:
    options = {"sampling": GREEDY, "max_tokens": 40, "public": PUBLIC, **options}
    async with asyncio.timeout(SECONDS):
        return [chunk async for chunk in model.astream(chat, **options)]


def messages(chat: list[BaseMessage]) -> list[Message]:
    return [_message(message) for message in chat]


def read_tokens(chunks: list[AIMessageChunk]) -> int:
    return (chunks[-1].usage_metadata or {})["input_tokens"]


def cached_tokens(chunks: list[AIMessageChunk]) -> int:
    return (chunks[-1].usage_metadata or {})["input_token_details"]["cache_read"]


async def test_the_model_goes_on_with_the_stem(model: LlamaCppChatModel) -> None:
    # The demo model only knows how to end a question of its own kind.
    chat = [*EXAMPLES, HumanMessage("Job: Engineer\nCompetency: API design\n\nAsk.")]
    stem = "Can you tell me about a time when you"
    *pieces, last = [str(chunk.content) for chunk in await asked(model, [*chat, AIMessage(stem)])]
    assert len(pieces) > 4
    for length in (1, 2, len(pieces) // 2):
        begun, rest = stem + "".join(pieces[:length]), "".join(pieces[length:])
        assert text_of(await asked(model, [*chat, AIMessage(begun)])) == rest + last


async def test_a_stem_counts_as_part_of_the_prompt(model: LlamaCppChatModel) -> None:
    chat = [*EXAMPLES, turn(ANSWER)]
    stem = model.engine.model.tokenize("What did you", special=False)
    without = read_tokens(await asked(model, chat, max_tokens=1))
    assert read_tokens(await asked(model, [*chat, AIMessage("What did you")], max_tokens=1)) == without + len(stem)


async def test_examples_are_read_once_for_all_interviews(model: LlamaCppChatModel) -> None:
    chat = [*EXAMPLES, turn(ANSWER), AIMessage("What")]
    await asked(model, chat, session=1)
    public = model.template.prompt(messages(chat), PUBLIC).public_tokens
    assert cached_tokens(await asked(model, chat, session=2)) == public


async def test_without_public_examples_only_the_system_message_is_shared(model: LlamaCppChatModel) -> None:
    chat = [*EXAMPLES, turn(ANSWER), AIMessage("What")]
    await asked(model, chat, session=1, public=None)
    public = model.template.prompt(messages(chat[:2])).public_tokens
    assert cached_tokens(await asked(model, chat, session=2, public=None)) == public


async def test_what_was_read_ahead_is_not_read_again(model: LlamaCppChatModel) -> None:
    draft = messages([*EXAMPLES, turn(ANSWER.removesuffix(" message."))])
    model.read_ahead(draft, 1, PUBLIC)
    await idle(model.engine)
    answered = await asked(model, [*EXAMPLES, turn(ANSWER, TASK), AIMessage("Why did you")], session=1)
    assert cached_tokens(answered) == len(model.template.unfinished(draft, PUBLIC).tokens)


async def test_a_question_that_is_stopped_early_keeps_what_was_read(gguf: GgufModel) -> None:
    """A reader stops at the first question mark. This model would never stop by itself."""
    first = [*EXAMPLES, turn(ANSWER, TASK), AIMessage("Why did you")]
    following = [*EXAMPLES, turn(ANSWER, "\nQuestion: Why did you?\nAnswer: It was fast." + TASK), AIMessage("What")]
    before = written()
    for model in single(gguf):
        stream = model.astream(first, sampling=GREEDY, max_tokens=1500, public=PUBLIC, session=1)
        await anext(stream)
        await stream.aclose()  # type: ignore[attr-defined]
        answered = await asked(model, following, session=1, max_tokens=4)
        assert written() == before + 4  # the only slot was free again
        # The task behind the answer gave way to the next question.
        one, other = (model.template.prompt(messages(chat), PUBLIC).tokens for chat in (first, following))
        typed = model.template.unfinished(messages([*EXAMPLES, turn(ANSWER)]), PUBLIC).tokens
        assert cached_tokens(answered) == common_prefix_length(one, other) >= len(typed)


@pytest.fixture(scope="module")
def recurrent(tmp_path_factory: pytest.TempPathFactory) -> GgufModel:
    return GgufModel(str(write_recurrent_model(tmp_path_factory.mktemp("model") / "mamba.gguf")))


@pytest.fixture(scope="module")
def sliding(tmp_path_factory: pytest.TempPathFactory) -> GgufModel:
    shape = replace(TINY, architecture="exaone4", sliding_window=32)
    return GgufModel(str(write_random_model(tmp_path_factory.mktemp("model") / "sliding.gguf", shape)))


LONG = " and so on" * 200
# A first question, the next one, and one after the candidate's answer became another.
CHATS = [
    [*EXAMPLES, turn(ANSWER + LONG, TASK), AIMessage("Why did you")],
    [*EXAMPLES, turn(ANSWER + LONG, "\nQuestion: Why?\nAnswer: It was fast." + TASK), AIMessage("What")],
    [*EXAMPLES, turn("Nothing" + LONG, TASK), AIMessage("What")],
]


@pytest.mark.parametrize("kind", ["demo", "recurrent", "sliding"])
async def test_a_session_gets_the_same_text_as_a_fresh_one_on_every_kind_of_model(
    request: pytest.FixtureRequest, kind: str
) -> None:
    """A recurrent model cannot go back to where two prompts part: it loads the public part and reads the rest again."""
    gguf: GgufModel = request.getfixturevalue(kind)
    for model in single(gguf):
        model.read_ahead(messages([*EXAMPLES, turn(ANSWER)]), 1, PUBLIC)
        await idle(model.engine)
        heard = [await asked(model, chat, session=1) for chat in CHATS]
    for fresh in single(gguf):
        assert [text_of(chunks) for chunks in heard] == [text_of(await asked(fresh, chat)) for chat in CHATS]
    assert all(cached_tokens(chunks) for chunks in heard)
