"""How many may read at once, on both transports."""

from contextlib import AsyncExitStack
from typing import Any

import pytest

from streaming.fanout.limits import ConcurrencyLimit, LimitReached
from tests.streaming.clients import closed_with, getting, hear, socket
from tests.streaming.scripted_host import ScriptedHost

pytestmark = pytest.mark.django_db

PER_USER, PER_ADDRESS = 3, 4  # as in conftest.py


def test_a_limit_counts_each_key_by_itself_and_forgets_it() -> None:
    limit = ConcurrencyLimit(1)
    with limit.held("a"), limit.held("b"), pytest.raises(LimitReached), limit.held("a"):
        pass
    with limit.held("a"):
        pass


async def test_one_user_may_open_a_limited_number_of_streams(site: Any, host: ScriptedHost, interview_id: int) -> None:
    async with AsyncExitStack() as held:
        for _ in range(PER_USER):
            await held.enter_async_context(getting(site, interview_id))
        async with getting(site, interview_id) as refused:
            assert (refused.status, refused.headers[b"retry-after"]) == (429, b"5")
            assert b"too_many" in await refused.body()
        async with socket(site, interview_id) as ws:
            assert (await hear(ws))["code"] == "too_many"
            assert await closed_with(ws) == 4429
        host.user = "somebody else"
        async with getting(site, interview_id) as other:
            assert other.status == 200
    host.user = "somebody"
    async with getting(site, interview_id) as again:
        assert again.status == 200


async def test_one_address_may_open_a_limited_number_of_streams(
    site: Any, host: ScriptedHost, interview_id: int
) -> None:
    async with AsyncExitStack() as held:
        for number in range(PER_ADDRESS):
            host.user = f"user {number}"
            await held.enter_async_context(getting(site, interview_id, client="10.0.0.1"))
        async with getting(site, interview_id, client="10.0.0.1") as refused:
            assert refused.status == 429
        async with getting(site, interview_id, client="10.0.0.2") as other:
            assert other.status == 200
