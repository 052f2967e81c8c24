"""Web processes and workers are restarted one after the other behind the proxies of deploy/, over TLS and HTTP/2."""

import asyncio
import os

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from ops.vendors.chat_server import ScriptedServer

from .. import judge
from ..machine import Machine
from ..model import numbered
from ..record import Record, make_seats
from ..scene import RESTARTS_SECONDS, meeting
from ..streams import Door, Refused
from ..test_rolling_restart import replace
from .servers import Proxy

CANDIDATES = int(os.environ.get("CHAOS_CANDIDATES") or 6)
REST_SECONDS = 0.01
REFUSALS = {Refused.__name__, InvalidStatus.__name__}  # a stream, and a socket, that got another status


async def knock(door: Door, failed: list[str]) -> None:
    """Ask for this and that until cancelled, and note what fails."""
    paths = [f"/v1/interviews/{door.interview}", "/readyz", "/", "/static/js/room/room.js"]
    while True:
        # httpx takes it for an error that nginx ends a connection after a thousand requests.
        async with door.client(seconds=0) as http:
            for path in paths:
                try:
                    reply = await http.get(f"{door.url}{path}")
                    if reply.status_code != 200:
                        failed.append(f"{path}: {reply.status_code}")
                except httpx.HTTPError as error:
                    failed.append(f"{path}: {error!r}")
                await asyncio.sleep(REST_SECONDS)


@pytest.mark.timeout(2 * RESTARTS_SECONDS)
async def test_a_rolling_restart_behind_a_proxy_fails_no_request_and_loses_nothing(
    proxy: Proxy, machine: Machine, model: ScriptedServer, record: Record
) -> None:
    # Two workers write 16 questions at a time: many candidates wait for each other, and would for a long time.
    model.reply = numbered(count=100, seconds_between=0.05 if CANDIDATES < 50 else 0.02)
    seats = list(make_seats(machine.stack, CANDIDATES + 1))
    failed: list[str] = []
    async with meeting(machine.stack, *seats[1:], behind=proxy) as crowd:
        knocking = asyncio.create_task(knock(Door(proxy.url, *seats[0], proxy.authority), failed))
        await crowd.begin()
        for part in (*machine.stack.webs, *machine.stack.workers):
            await replace(part)
        await crowd.finish()
        knocking.cancel()
    assert failed == []
    for party in crowd.parties:
        assert judge.complaints(party, record) == []
        assert proxy.may_refuse_posts or party.candidate.failures == []
        for viewer in party.viewers:
            assert not REFUSALS & set(viewer.losses)
