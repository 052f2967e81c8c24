from collections.abc import AsyncIterator, Iterator

import pytest

from ops.processes.redis_server import RedisServer
from ops.vendors.chat_server import Reply, ScriptedServer
from streaming.fanout.daphne import Daphne

from .scripted_product import QUESTION
from .stream_clients import product_streams


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        yield server


@pytest.fixture
def words(model: ScriptedServer) -> None:
    """The model writes QUESTION, until a test has it say something else."""
    model.reply = Reply(words=QUESTION)


@pytest.fixture
async def site(redis_server: RedisServer) -> AsyncIterator[Daphne]:
    async with product_streams(redis_server) as site:
        yield site
