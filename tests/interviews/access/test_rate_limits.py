"""The rate limiter on a real Redis: shared by processes, and working without Redis."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis

from interviews.access.rate_limits import RETRY_REDIS_SECONDS, RateLimiter
from ops.processes.ports import HOST, free_port
from ops.processes.redis_server import RedisServer

PREFIX = "limits-test:"


class Clock:
    """A clock that a test sets."""

    seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def client(redis_server: RedisServer) -> Iterator[redis.Redis]:
    with redis.Redis.from_url(redis_server.url) as client:
        yield client
        client.flushdb()


def away(clock: Clock) -> RateLimiter:
    """Return a limiter whose Redis is unreachable."""
    return RateLimiter(redis.Redis.from_url(f"redis://{HOST}:{free_port()}"), PREFIX, clock)


def hits(limiter: RateLimiter, times: int, scope: str = "chat", caller: str = "one", per_minute: int = 3) -> list[bool]:
    """Return whether each of these requests is allowed."""
    return [limiter.hit(scope, caller, per_minute) == 0 for _ in range(times)]


def test_a_request_beyond_the_limit_waits_until_the_oldest_one_leaves_the_window(client: redis.Redis) -> None:
    limiter = RateLimiter(client, PREFIX)
    assert hits(limiter, 3) == [True] * 3
    assert 55 <= limiter.hit("chat", "one", 3) <= 60


def test_two_processes_count_together(client: redis.Redis, redis_server: RedisServer) -> None:
    with redis.Redis.from_url(redis_server.url) as other:
        limiters = [RateLimiter(client, PREFIX), RateLimiter(other, PREFIX)]
        assert [limiters[number % 2].hit("chat", "one", 3) == 0 for number in range(5)] == [True] * 3 + [False] * 2


def test_callers_scopes_and_prefixes_are_counted_apart(client: redis.Redis) -> None:
    limiter = RateLimiter(client, PREFIX)
    assert hits(limiter, 4)[-1] is False
    assert hits(limiter, 1, caller="another") == hits(limiter, 1, scope="draft") == [True]
    assert hits(RateLimiter(client, "another:"), 1) == [True]


def test_a_minute_later_requests_are_allowed_again(client: redis.Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    limiter = RateLimiter(client, PREFIX)
    hits(limiter, 3)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 59)
    assert hits(limiter, 1) == [False]
    monkeypatch.setattr(time, "time", lambda: now + 61)
    assert hits(limiter, 4) == [True, True, True, False]


def test_a_count_expires_in_redis(client: redis.Redis) -> None:
    hits(RateLimiter(client, PREFIX), 1)
    (key,) = client.keys("*")
    assert key.startswith(f"{PREFIX}rate:".encode())
    assert 0 < client.ttl(key) <= 60


def test_without_redis_this_process_counts_alone() -> None:
    assert hits(away(Clock()), 5) == [True] * 3 + [False] * 2


def test_a_redis_that_hangs_holds_up_one_request_and_not_the_next_ones() -> None:
    clock: Any = Clock()
    with socket.create_server((HOST, 0)) as silent:
        hanging = redis.Redis.from_url(f"redis://{HOST}:{silent.getsockname()[1]}", socket_timeout=0.05)
        limiter = RateLimiter(hanging, PREFIX, clock)
        assert hits(limiter, 1) == [True]
        silent.settimeout(0)
        while True:  # close the connections so far
            try:
                silent.accept()[0].close()
            except BlockingIOError:
                break
        hits(limiter, 3)
        with pytest.raises(BlockingIOError):
            silent.accept()
        clock.seconds += RETRY_REDIS_SECONDS
        hits(limiter, 1)
        silent.accept()[0].close()


@pytest.mark.redis
def test_counting_goes_on_in_redis_once_it_is_back(tmp_path: Path) -> None:
    clock: Any = Clock()
    with RedisServer(tmp_path) as server, redis.Redis.from_url(server.url) as client:
        limiter = RateLimiter(client, PREFIX, clock)
        server.stop()
        assert hits(limiter, 4) == [True, True, True, False]
        server.start()
        assert hits(limiter, 1) == [False]
        clock.seconds += RETRY_REDIS_SECONDS
        assert hits(limiter, 4) == [True, True, True, False]
        assert client.keys(f"{PREFIX}rate:*")
