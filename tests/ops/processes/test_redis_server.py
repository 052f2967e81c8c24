import stat
from pathlib import Path

import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from ops.processes.redis_server import RedisServer

pytestmark = pytest.mark.redis


def test_a_started_server_answers_and_requires_its_password(tmp_path: Path) -> None:
    with RedisServer(tmp_path) as server:
        assert redis.Redis.from_url(server.url).ping()
        with pytest.raises(redis.AuthenticationError):
            redis.Redis(port=server.port, retry=Retry(NoBackoff(), 0)).ping()


def test_data_survives_a_stop_and_a_crash(tmp_path: Path) -> None:
    with RedisServer(tmp_path / 'with a space and a "') as server:
        client = redis.Redis.from_url(server.url)
        client.set("before", "stop")
        server.stop()
        server.start()
        client.set("before a", "crash")
        server.kill()
        server.start()
        assert client.mget("before", "before a") == [b"stop", b"crash"]


def test_no_other_user_can_read_the_password(tmp_path: Path) -> None:
    with RedisServer(tmp_path) as server:
        assert stat.S_IMODE((tmp_path / "redis.conf").stat().st_mode) == 0o600
        command_line = Path(f"/proc/{server.pid}/cmdline").read_text()
        password = server.url.split("@")[0].removeprefix("redis://:")
        assert "redis-server" in command_line and password not in command_line


def test_the_same_server_can_be_made_from_its_url(tmp_path: Path) -> None:
    first = RedisServer(tmp_path)
    second = RedisServer.from_url(first.url, tmp_path)
    assert second and second.url == first.url


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    with RedisServer(tmp_path / "first") as first, pytest.raises(RuntimeError, match="Address already in use"):
        RedisServer(tmp_path / "second", port=first.port).start()
