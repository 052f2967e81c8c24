from collections.abc import Iterator

import pytest

from ops.redis_server import RedisServer
from ops.stack import Stack


@pytest.fixture(scope="session", autouse=True)
def redis_server() -> Iterator[RedisServer]:
    """A real Redis for what runs in this process; settings.REDIS names it."""
    from .settings import redis_server

    with redis_server:
        yield redis_server


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The whole product as processes, on the demo model."""
    with Stack(tmp_path_factory.mktemp("stack")) as running:
        yield running
