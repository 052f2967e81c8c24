import pytest

from interviews.composition import current
from ops.processes.redis_server import RedisServer


@pytest.fixture(autouse=True)
def nobody_has_called_yet(redis_server: RedisServer) -> None:
    """Rate limits are counted in Redis."""
    current().redis.flushdb()
