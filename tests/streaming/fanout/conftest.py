from collections.abc import Iterator

import pytest

from ops.processes.redis_server import RedisServer

from .toy import SECONDS, Toy


@pytest.fixture(scope="module")
def toy(redis_server: RedisServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Toy]:
    toy = Toy(tmp_path_factory.mktemp("toy"), redis_server.url, SECONDS)
    try:
        yield toy.start()
    finally:
        toy.process.stop()
