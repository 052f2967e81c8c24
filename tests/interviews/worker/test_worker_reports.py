"""Workers' counters on a web process's /metrics, through a real Redis. The reports are made by this process."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import AsyncClient
from prometheus_client.parser import text_string_to_metric_families
from redis import RedisError
from redis.asyncio import Redis

from interviews.composition import current
from interviews.worker import metrics_server as worker_metrics
from interviews.worker.metrics_server import KEEP_SECONDS, KEY, REPORT_SECONDS, Report, reports
from ops.processes.redis_server import RedisServer
from streaming.redis_address import RedisAddress
from streaming.tasks import stop
from tests.interviews.composed import composed, unreachable
from tests.interviews.guest import SECONDS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def prefix(redis_server: RedisServer) -> Iterator[str]:
    with composed(redis_prefix="reports:") as composition:
        yield composition.redis_prefix
        composition.redis.flushdb()


@pytest.fixture
async def redis(settings: LazySettings) -> AsyncIterator[Redis]:
    async with settings.REDIS.client() as client:
        yield client


@pytest.fixture
def redis_away() -> Iterator[None]:
    with composed(redis_address=unreachable()):
        yield


def workers(shown: str) -> set[str]:
    """Return the processes that are on the page, which must be valid."""
    families = list(text_string_to_metric_families(shown))
    return {sample.labels.get("worker", "") for family in families for sample in family.samples}


async def page(client: AsyncClient, query: str = "") -> str:
    response = await client.get(f"/metrics{query}")
    assert response.status_code == 200
    return response.content.decode()


async def put(redis: Redis, prefix: str, *names: str) -> None:
    for worker in names:
        await Report(redis, prefix, worker).put()


async def test_every_worker_is_on_the_page_beside_the_web_process(
    redis: Redis, prefix: str, async_client: AsyncClient
) -> None:
    await put(redis, prefix, "a:1", "b:2")
    shown = await page(async_client)
    assert workers(shown) == {"", "a:1", "b:2"}
    assert 'process_open_fds{worker="a:1"}' in shown


async def test_a_fleet_that_scrapes_its_workers_leaves_them_out(
    redis: Redis, prefix: str, async_client: AsyncClient
) -> None:
    await put(redis, prefix, "a:1")
    assert workers(await page(async_client, "?workers=0")) == {""}


async def test_a_broken_report_leaves_the_others_on_the_page(
    redis: Redis, prefix: str, async_client: AsyncClient
) -> None:
    await put(redis, prefix, "a:1", "b:2")
    await redis.set(f"{prefix}{KEY}:a:1", b"no such format {")
    assert workers(await page(async_client)) == {"", "b:2"}


async def test_a_worker_that_is_gone_is_forgotten(redis: Redis, prefix: str) -> None:
    await put(redis, prefix, "a:1", "b:2")
    await redis.delete(f"{prefix}{KEY}:a:1")  # as if it had expired
    assert list(reports(current().redis, prefix)) == ["b:2"]
    assert await redis.smembers(prefix + KEY) == {b"b:2"}


async def test_a_report_outlives_one_that_is_missed_and_not_much_more(redis: Redis, prefix: str) -> None:
    await put(redis, prefix, "a:1")
    kept = await redis.ttl(f"{prefix}{KEY}:a:1")
    assert 2 * REPORT_SECONDS < kept <= KEEP_SECONDS


async def test_without_redis_the_page_shows_the_web_process_alone(redis_away: None, async_client: AsyncClient) -> None:
    assert workers(await page(async_client)) == {""}


@pytest.mark.redis
async def test_a_worker_that_was_there_before_redis_reports_when_it_comes(
    tmp_path: Path, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_metrics, "REPORT_SECONDS", 0.01)
    server = RedisServer(tmp_path / "redis")
    async with RedisAddress(server.url).client() as redis, asyncio.timeout(SECONDS):
        report = Report(redis, prefix, "a:1")
        with pytest.raises((RedisError, OSError)):
            await report.put()
        reporting = asyncio.create_task(report.run())
        with server:
            while not await reported(redis, prefix):  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(0)
            await stop(reporting)


async def reported(redis: Redis, prefix: str) -> bool:
    with suppress(RedisError, OSError):
        return await redis.exists(f"{prefix}{KEY}:a:1") == 1
    return False
