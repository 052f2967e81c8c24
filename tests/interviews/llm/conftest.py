from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.harness.models.random_model import TINY, write_random_model
from interviews.llm.local_engine.chat_model import LlamaCppChatModel
from interviews.llm.local_engine.chat_template import ChatTemplate
from interviews.llm.local_engine.engine import Engine
from interviews.llm.local_engine.gguf_model import GgufModel
from interviews.llm.remote.backend import RemoteBackend
from interviews.llm.remote.chat_model import RemoteChatModel
from interviews.llm.remote.request_policy import RequestPolicy
from ops.vendors.chat_server import MODEL, ScriptedServer

from .chat_helpers import KEY

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


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        yield server


@pytest.fixture
def served(server: ScriptedServer) -> Callable[..., RemoteChatModel]:
    """Return a function that makes a model with the given fields of RequestPolicy; retries hardly wait."""
    return lambda **seconds: RemoteBackend(
        server.base_url, MODEL, KEY, RequestPolicy(**{"backoff_seconds": 0.001} | seconds)
    ).load()
