"""`/readyz` says what a Redis that refuses writes says, and so does the log."""

from collections.abc import Iterator

import pytest
import redis
from django.test import Client

from interviews.notices.redis_keys import ALIVE
from ops.processes.redis_server import RedisServer
from streaming.redis_address import RedisAddress
from streaming.redis_errors import reason_of
from tests.interviews.composed import composed, unreachable

pytestmark = [pytest.mark.django_db, pytest.mark.process]

REFUSALS = {
    "NOREPLICAS": ("CONFIG SET", "min-replicas-to-write", "1"),
    "OOM": ("CONFIG SET", "maxmemory", "1"),
    "READONLY": ("REPLICAOF", "127.0.0.1", "1"),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with RedisServer(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def client(server: RedisServer) -> Iterator[redis.Redis]:
    with redis.Redis.from_url(server.url) as client:
        client.execute_command("REPLICAOF", "NO", "ONE")
        client.execute_command("CONFIG SET", "min-replicas-to-write", "0")
        client.execute_command("CONFIG SET", "maxmemory", "0")
        client.set(ALIVE, "worker")
        yield client


def readiness(server: RedisServer) -> tuple[int, dict[str, object]]:
    with composed(redis_address=RedisAddress(server.url)):
        response = Client().get("/readyz")
    return response.status_code, response.json()


def test_a_redis_that_takes_writes_is_ready(server: RedisServer, client: redis.Redis) -> None:
    assert readiness(server) == (200, {"ready": True, "database": "ok", "redis": "ok", "worker": "ok"})


@pytest.mark.parametrize("word", REFUSALS)
def test_a_redis_that_refuses_writes_is_named_by_its_own_word(
    server: RedisServer, client: redis.Redis, word: str, caplog: pytest.LogCaptureFixture
) -> None:
    client.execute_command(*REFUSALS[word])
    refusing = {"ready": False, "database": "ok", "redis": f"refuses writes: {word}", "worker": "unknown"}
    assert readiness(server) == (503, refusing)
    assert f"not ready: {word}" in caplog.text


@pytest.mark.parametrize("word", REFUSALS)
def test_a_pipeline_and_a_script_have_the_same_word(client: redis.Redis, word: str) -> None:
    client.execute_command(*REFUSALS[word])
    pipe = client.pipeline(transaction=False).set("key", "a secret")
    for refused in (pipe.execute, lambda: client.eval("return redis.call('set', KEYS[1], ARGV[1])", 1, "key", "x")):
        with pytest.raises(redis.RedisError) as error:
            refused()
        assert reason_of(error.value) == word


def test_a_redis_that_is_not_there_is_away() -> None:
    with composed(redis_address=unreachable()):
        response = Client().get("/readyz")
    assert (response.status_code, response.json()["redis"], response.json()["worker"]) == (503, "away", "away")
