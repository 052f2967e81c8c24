"""The peak memory that a stalled reader costs the web process until it is closed, while megabytes are published."""

import asyncio
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from redis.asyncio import Redis

from bench.harness.progress import Say
from bench.harness.row import Goal, Row, judged
from bench.harness.stacks import web_stage
from bench.harness.streams.crowd import Crowd
from bench.harness.streams.delivery_ways import Ours
from bench.harness.streams.handshakes import CONNECT
from streaming.log import RedisLog
from streaming.wire.events import Token, encode
from streaming.wire.position import StreamPosition

BENCH = "stalled"
AT_MOST_KB = Goal("<=", 1_024)
READERS, QUICK_READERS = 20, 2
EPOCH = 1_000_000
BATCH_BYTES = 100_000
WATCH_SECONDS = 2.0  # after the last byte; a reader is closed ten seconds after it took its last one


@dataclass(frozen=True, slots=True)
class Flood:
    """Events of one length, and their total size."""

    name: str
    event_bytes: int
    megabytes: int


FLOODS = Flood("4 KB tokens", 4_000, 30), Flood("60 KB, the size of audio events", 60_000, 30)


def rows(quick: bool, say: Say) -> Iterator[Row]:
    readers = QUICK_READERS if quick else READERS
    with web_stage() as stack:
        for transport in CONNECT:
            for flood in FLOODS:
                say(f"{transport}, {flood.name}")
                cost = _kb_per_reader(Ours(stack, transport), flood, readers)
                what = f"{transport}: {flood.megabytes} MB of {flood.name} sent to {readers} stalled readers"
                yield Row(BENCH, f"{what}: peak memory per reader", f"{cost:,.0f} KB", **judged(AT_MOST_KB, cost))


def _kb_per_reader(way: Ours, flood: Flood, readers: int) -> float:
    with way, Crowd(way.connections(1)), ExitStack() as held:
        for host, port, hello, ready in way.connections(readers):
            held.enter_context(_reader(host, port, hello, ready))
        before = way.server.memory_kb
        most = asyncio.run(_flood(way, flood))
        return (most - before) / readers


def _reader(host: str, port: int, hello: str, ready: str) -> socket.socket:
    """Open a connection with a small receive buffer, and read nothing once it is established."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
    connection.connect((host, port))
    connection.sendall(hello.encode())
    heard = b""
    while ready.encode() not in heard:
        heard += connection.recv(4096)
    return connection


async def _flood(way: Ours, flood: Flood) -> float:
    """Publish the flood; return the web process's peak memory in KB."""
    most = 0.0
    each = max(1, BATCH_BYTES // flood.event_bytes)
    event = Token(turn=1, text="x" * flood.event_bytes)
    async with Redis.from_url(way.redis_url) as client:
        log = RedisLog(client)
        for first in range(1, flood.megabytes * 1_000_000 // flood.event_bytes, each):
            positions = [StreamPosition(EPOCH, first + number) for number in range(each)]
            await log.append(way.stream.interview_id, positions[0], [("token", encode(event, at)) for at in positions])
            most = max(most, way.server.memory_kb)
    ends = time.monotonic() + WATCH_SECONDS
    while time.monotonic() < ends:
        most = max(most, way.server.memory_kb)
        await asyncio.sleep(0.05)
    return most
