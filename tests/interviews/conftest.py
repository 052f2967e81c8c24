from collections.abc import AsyncIterator, Iterator

import pytest

from ops.redis_server import RedisServer
from ops.vendors.chat_server import Reply, ScriptedServer
from streaming.fanout.daphne import Daphne

from .dialling import streams_of_the_product
from .listening import QUESTION


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
    async with streams_of_the_product(redis_server) as site:
        yield site
