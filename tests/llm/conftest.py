from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.random_model import TINY, write_random_model
from interviews.llm.chat_model import LlamaCppChatModel
from interviews.llm.chat_template import ChatTemplate
from interviews.llm.engine import Engine
from interviews.llm.gguf_model import GgufModel

SLOTS, CONTEXT = 4, 2048


@pytest.fixture(scope="session")
def model_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_random_model(tmp_path_factory.mktemp("model") / "tiny.gguf", TINY)


@pytest.fixture(scope="session")
def gguf(model_path: Path) -> GgufModel:
    return GgufModel(str(model_path))


@pytest.fixture(scope="session")
def template(gguf: GgufModel) -> ChatTemplate:
    return ChatTemplate(gguf)


@pytest.fixture
def engine(gguf: GgufModel) -> Iterator[Engine]:
    engine = Engine(gguf, context=CONTEXT, slots=SLOTS, threads=1)
    yield engine
    engine.close()


@pytest.fixture
def model(engine: Engine, template: ChatTemplate) -> LlamaCppChatModel:
    return LlamaCppChatModel(engine=engine, template=template)
