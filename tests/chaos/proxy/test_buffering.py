"""A proxy that buffers responses, as clouds and companies have them, in front of the proxies of deploy/.

If it does so even to what asks it not to, the page fetches the question (tests/browser/test_reconnecting.py).
"""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from ops.vendors.chat_server import NEVER_SECONDS, ScriptedServer

from ..model import numbered
from ..record import Seat
from ..streams import Door
from . import programs, servers
from .servers import Certificate, Proxy

SECONDS = 60  # a timeout that suffices on a busy machine


@pytest.fixture
def buffering(proxy: Proxy, certificate: Certificate, tmp_path: Path) -> Iterator[Proxy]:
    try:
        program = programs.find("nginx")
    except programs.Missing as missing:
        pytest.skip(str(missing))
    with servers.buffering_nginx(program, tmp_path / "outer", proxy, certificate) as running:
        yield running


async def first_token(http: httpx.AsyncClient, path: str) -> dict[str, Any]:
    """Return the first token event of the stream."""
    async with http.stream("GET", f"{path}/stream") as stream:
        async for line in stream.aiter_lines():
            if line.startswith("data: ") and (event := json.loads(line[6:]))["type"] == "token":
                return dict(event)
    raise AssertionError("the stream ended without a token")


async def test_a_proxy_that_buffers_passes_on_the_first_words_at_once(
    buffering: Proxy, model: ScriptedServer, seats: Iterator[Seat]
) -> None:
    door = Door(buffering.url, *next(seats), buffering.authority)
    path = f"{door.url}/v1/interviews/{door.interview}"
    model.reply = numbered(count=2, seconds_between=NEVER_SECONDS)
    async with door.client(SECONDS) as http:
        (await http.post(f"{path}/start")).raise_for_status()
        async with asyncio.timeout(SECONDS):
            token = await first_token(http, path)
        assert token["text"].strip()
        (await http.post(f"{path}/cancel", json={"turn": 1})).raise_for_status()
    assert model.wait_for_running(0)
