"""What only a real daphne shows: readers that do not read, and its shutdown."""

import asyncio
import json
import os
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from redis.asyncio import Redis
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from ops.processes.ports import HOST
from ops.processes.process import http_answers
from ops.processes.redis_server import RedisServer
from streaming.log import RedisLog
from streaming.wire.position import StreamPosition
from tests.streaming.scenes import append, audio, done, encoded, started, token

from .toy import SECONDS, Toy

pytestmark = pytest.mark.process

MEGABYTE = 1024 * 1024
TEXT = "0123456789abcdef" * 256  # 4 KB per token
TOKENS = 5_000


@pytest.fixture(params=[(SECONDS,), (0.2,)], ids=["patient", "impatient"])
def toy(request: Any, redis_server: RedisServer, tmp_path: Path) -> Iterator[Toy]:
    toy = Toy(tmp_path, redis_server.url, *request.param)
    try:
        yield toy.start()
    finally:
        toy.process.stop()


def connected(toy: Toy, reads: bool) -> socket.socket:
    """Open a connection with small kernel buffers, for a reader that does not read."""
    connection = socket.socket()
    if not reads:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
    connection.connect((HOST, toy.port))
    connection.setblocking(False)
    return connection


class SseReader:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def begin(self, interview_id: int, last: str) -> None:
        resume = f"Last-Event-ID: {last}\r\n" if last else ""
        self._writer.write(f"GET /v1/interviews/{interview_id}/stream HTTP/1.1\r\nHost: toy\r\n{resume}\r\n".encode())
        await self._reader.readuntil(b"interview.state")

    async def lines(self) -> AsyncIterator[str]:
        """Read to the connection's end."""
        try:
            while line := await self._reader.readline():
                yield line.decode().strip()
        except (ConnectionError, asyncio.IncompleteReadError):
            return

    async def events(self) -> AsyncIterator[dict[str, Any]]:
        async for line in self.lines():
            if line.startswith("data: "):
                yield json.loads(line[6:])


class SocketReader:
    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def events(self) -> AsyncIterator[dict[str, Any]]:
        try:
            async for message in self.connection:
                yield json.loads(message)
        except ConnectionClosed:
            return


@asynccontextmanager
async def reading(
    toy: Toy, transport: str, interview_id: int, last: str = "", *, reads: bool = False
) -> AsyncIterator[Any]:
    """Give a reader that has joined and reads no more."""
    if transport == "sse":
        pipe = await asyncio.open_connection(sock=connected(toy, reads), limit=MEGABYTE // 4)
        reader = SseReader(*pipe)
        await reader.begin(interview_id, last)
        yield reader
        pipe[1].close()
    else:
        url = f"ws://{HOST}:{toy.port}/ws/interview/{interview_id}/stream?last_event_id={last}"
        async with connect(url, sock=connected(toy, reads), max_queue=1, max_size=None, close_timeout=1) as connection:
            await connection.recv()
            yield SocketReader(connection)


async def publish(log: RedisLog, interview_id: int) -> None:
    """Write a question of 20 MB."""
    await append(log, interview_id, (1, 1), started())
    for first in range(2, TOKENS + 2, 20):
        at = StreamPosition(1, first)
        await log.append(interview_id, at, encoded([token(TEXT)] * 20, at))
    await append(log, interview_id, (1, TOKENS + 2), done("the end"))


async def read_to_the_end(toy: Toy, transport: str, interview_id: int, reader: Any) -> tuple[list[str], int, int]:
    """Return all ids, the length of all text, and how often the reader had to reconnect."""
    ids: list[str] = []
    length = returns = 0
    while True:
        async for event in reader.events():
            if "id" in event:
                ids.append(event["id"])
            if event["type"] == "token":
                length += len(event["text"])
            if event["type"] == "question.done":
                return ids, length, returns
        returns += 1
        async with reading(toy, transport, interview_id, ids[-1] if ids else "") as reader:
            more, size, again = await read_to_the_end(toy, transport, interview_id, reader)
            return ids + more, length + size, returns + again


@pytest.mark.parametrize("transport", ["sse", "websocket"])
async def test_a_reader_that_reads_nothing_costs_at_most_a_megabyte_and_loses_nothing(
    toy: Toy, redis: Redis, log: RedisLog, interview_id: int, transport: str, request: pytest.FixtureRequest
) -> None:
    async with asyncio.timeout(SECONDS), reading(toy, transport, interview_id) as stalled:
        async with reading(toy, "sse", interview_id) as healthy:
            hearing = asyncio.create_task(read_to_the_end(toy, "sse", interview_id, healthy))
            await publish(log, interview_id)
            assert (await hearing)[1] == TOKENS * len(TEXT)
        assert 100_000 < toy.told("toy_most_unsent") < MEGABYTE
        if "impatient" in request.node.callspec.id:
            await asyncio.to_thread(toy.wait_for_viewers, 0)
        ids, length, returns = await read_to_the_end(toy, transport, interview_id, stalled)
        assert toy.told("toy_most_unsent") < MEGABYTE
    assert length == TOKENS * len(TEXT)
    assert ids == sorted(set(ids), key=StreamPosition.parse)
    assert (returns > 0) == ("impatient" in request.node.callspec.id)


async def whole(items: AsyncIterator[Any]) -> list[Any]:
    return [item async for item in items]


@pytest.mark.parametrize("transport", ["sse", "websocket"])
@pytest.mark.parametrize("toy", [(SECONDS,)], indirect=True)
async def test_live_events_of_every_length_arrive_complete(
    toy: Toy, log: RedisLog, interview_id: int, transport: str
) -> None:
    """Each is written alone, past daphne's own framing, because the reader has nothing unsent."""
    async with asyncio.timeout(SECONDS), reading(toy, transport, interview_id, reads=True) as reader:
        events = reader.events()
        await append(log, interview_id, (1, 1), started())
        assert (await anext(events))["type"] == "question.started"
        for offset, size in enumerate([1, 50, 70, 126, 3_000, 65_000, 70_000, 1], start=2):
            await append(log, interview_id, (1, offset), token("안" * (size // 3) + "x" * (size % 3)))
            assert len((await anext(events))["text"].encode()) == size


@pytest.mark.parametrize("transport", ["sse", "websocket"])
@pytest.mark.parametrize(
    ("toy", "is_slow"), [((SECONDS,), False), ((SECONDS, SECONDS * 1000, 0), True)], indirect=["toy"], ids=str
)
async def test_a_slow_connection_loses_audio_and_never_text(
    toy: Toy, log: RedisLog, interview_id: int, transport: str, is_slow: bool
) -> None:
    sound, sounds = "QUJD" * 16_000, 150
    async with asyncio.timeout(SECONDS), reading(toy, transport, interview_id) as reader:
        await append(log, interview_id, (1, 1), started())
        for number in range(sounds):
            said = [token(f"{number} "), audio(number, sound=sound)]
            await append(log, interview_id, (1, 2 * number + 2), *said)
        await append(log, interview_id, (1, 2 * sounds + 2), done(""))
        await asyncio.to_thread(toy.wait_until_behind)
        events: list[Any] = []
        async for event in reader.events():
            events.append(event)
            if event["type"] == "question.done":
                break
    text = "".join(event["text"] for event in events if event["type"] == "token")
    assert text == "".join(f"{number} " for number in range(sounds))
    heard = [event["sentence"] for event in events if event["type"] == "audio"]
    missed = [event["sentence"] for event in events if event["type"] == "audio.skipped"]
    assert sorted(heard + missed) == list(range(sounds))
    assert bool(missed) == is_slow


@pytest.mark.parametrize("toy", [(SECONDS, 1_000)], indirect=True)
async def test_the_kernel_gives_up_a_peer_that_acknowledges_nothing(toy: Toy, log: RedisLog, interview_id: int) -> None:
    async with asyncio.timeout(SECONDS), reading(toy, "sse", interview_id):
        await asyncio.to_thread(toy.wait_for_viewers, 1)
        await publish(log, interview_id)
        await asyncio.to_thread(toy.wait_for_viewers, 0)


@pytest.mark.parametrize("toy", [(SECONDS,)], indirect=True)
async def test_sigterm_makes_readers_reconnect_and_lets_requests_finish(
    toy: Toy, log: RedisLog, interview_id: int
) -> None:
    await append(log, interview_id, (1, 1), started(), token("half a "))
    async with (
        asyncio.timeout(SECONDS),
        httpx.AsyncClient() as http,
        reading(toy, "sse", interview_id) as sse,
        reading(toy, "websocket", interview_id) as ws,
    ):
        slow = asyncio.create_task(http.get(f"{toy.url}/slow"))
        await asyncio.to_thread(toy.wait_for_viewers, 2)
        os.kill(toy.process.pid, signal.SIGTERM)
        lines, heard = await asyncio.gather(whole(sse.lines()), whole(ws.events()))
        assert (await slow).status_code == 200
        assert await asyncio.to_thread(toy.process.wait, SECONDS) == 0
    [wait] = [line for line in lines if line.startswith("retry:")]
    assert 200 <= int(wait.removeprefix("retry:")) <= 3000
    assert [event["type"] for event in heard] == ["question.started", "token"]
    assert ws.connection.close_code == 4012
    assert not http_answers(toy.url)


@pytest.mark.parametrize("toy", [(SECONDS,)], indirect=True)
async def test_a_reader_who_asks_over_an_older_connection_after_sigterm_is_sent_elsewhere(
    toy: Toy, interview_id: int
) -> None:
    async with asyncio.timeout(SECONDS):
        pipe, holding = [await asyncio.open_connection(sock=connected(toy, reads=True)) for _ in range(2)]
        holding[1].write(b"GET /held HTTP/1.1\r\nHost: toy\r\n\r\n")
        await holding[0].readuntil(b"held")
        os.kill(toy.process.pid, signal.SIGTERM)
        await asyncio.to_thread(toy.process.wait_for, lambda: not http_answers(toy.url), SECONDS, "it refuses")
        pipe[1].write(f"GET /v1/interviews/{interview_id}/stream HTTP/1.1\r\nHost: toy\r\n\r\n".encode())
        reply = (await pipe[0].readuntil(b"\r\n0\r\n\r\n")).decode()
        holding[1].close()
    assert reply.startswith("HTTP/1.1 200 ")
    assert 200 <= int(reply.rpartition("retry: ")[2].partition("\n")[0]) <= 3000
