from collections.abc import Iterator

import pytest

from tests.llm.scripted_server import Reply, ScriptedServer

from .listening import QUESTION


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        yield server


@pytest.fixture
def words(model: ScriptedServer) -> None:
    """The model writes QUESTION, until a test has it say something else."""
    model.reply = Reply(words=QUESTION)
