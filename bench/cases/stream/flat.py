"""Whether the web process's memory stays flat over ten minutes of questions on twenty streams with both transports.

Questions end and new ones begin, as in production, and every token must reach every viewer. The first minute does not
count: it fills the rings with each stream's latest events, and those are bounded.
"""

import asyncio
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle, islice

from redis.asyncio import Redis

from bench.harness.progress import Say
from bench.harness.row import Goal, Row, judged
from bench.harness.server import Server
from bench.harness.spread import Spread
from bench.harness.stacks import web_stage
from bench.harness.streams.crowd import Crowd, Taken
from bench.harness.streams.handshakes import CONNECT, Connection
from bench.harness.streams.pace import Pace
from bench.harness.streams.question import Question
from bench.harness.streams.streams import Stream, make_streams

BENCH = "flat"
GROWTH = Goal("<=", 1.05)
LOST = Goal("<=", 0)
QUESTION = Pace(tokens=60, per_second=20)


@dataclass(frozen=True, slots=True)
class Load:
    streams: int
    viewers: int
    questions: int  # on each stream; each takes three seconds
    sample_seconds: float

    @property
    def tokens(self) -> int:
        return self.questions * QUESTION.tokens

    @property
    def seconds(self) -> float:
        return self.questions * QUESTION.seconds


FULL = Load(streams=20, viewers=500, questions=200, sample_seconds=5)
QUICK = Load(streams=2, viewers=4, questions=1, sample_seconds=0.1)


def rows(quick: bool, say: Say) -> Iterator[Row]:
    load = QUICK if quick else FULL
    with web_stage() as stack, Server(stack) as server:
        streams = make_streams(stack, load.streams)
        say(f"{load.viewers} viewers join")
        with Crowd(_connections(server, streams, load)) as crowd:
            sampled = asyncio.run(_live(stack.redis.url, streams, load, Meter(server, load, say)))
            yield from _rows(load, sampled, crowd.take(load.tokens, seconds=10).complete())


def _connections(server: Server, streams: list[Stream], load: Load) -> list[Connection]:
    """Distribute the viewers over the streams, alternating the transport with each round."""
    seats = [(connect, stream) for connect in CONNECT.values() for stream in streams]
    return [
        connect(server.url, stream.interview_id, stream.access_token)
        for connect, stream in islice(cycle(seats), load.viewers)
    ]


class Meter:
    """Samples the server's memory at intervals; `samples` are in MB."""

    def __init__(self, server: Server, load: Load, say: Say) -> None:
        self._server, self._load, self._say = server, load, say
        self.samples: list[float] = []

    async def run(self) -> None:
        began = time.monotonic()
        while True:
            self.samples.append(self._server.memory_kb / 1024)
            past = time.monotonic() - began
            self._say(f"{past:.0f} of {self._load.seconds:.0f} s, {self.samples[-1]:.1f} MB")
            await asyncio.sleep(self._load.sample_seconds)


async def _live(redis_url: str, streams: list[Stream], load: Load, meter: Meter) -> list[float]:
    metering = asyncio.create_task(meter.run())
    async with Redis.from_url(redis_url) as client:
        await asyncio.gather(*[_ask(client, stream, load) for stream in streams])
    metering.cancel()
    with suppress(asyncio.CancelledError):
        await metering
    return meter.samples


async def _ask(client: Redis, stream: Stream, load: Load) -> None:
    for _ in range(load.questions):
        async with Question(client, stream.interview_id) as question:
            async for _ in QUESTION.steps():
                question.token()
            await question.done()


def _rows(load: Load, samples: list[float], taken: Taken) -> Iterator[Row]:
    tenth = max(1, len(samples) // 10)  # of ten minutes: one
    begin, end = Spread.of(samples[tenth : 2 * tenth] or samples), Spread.of(samples[-tenth:])
    growth = Spread.of(sample / begin.median for sample in samples[-tenth:])
    yield Row(
        BENCH,
        f"{load.viewers} viewers on {load.streams} streams of {QUESTION.per_second} tokens/s for {load.seconds:.0f} s: "
        "memory in the last tenth of the time, against the second tenth",
        end.text("MB"),
        begin.text("MB"),
        growth.text(),
        **judged(GROWTH, growth.median),
    )
    lost = taken.lost(load.tokens)
    of = load.viewers * load.tokens
    yield Row(BENCH, f"  lost of {of:,} deliveries", str(lost), **judged(LOST, lost))
