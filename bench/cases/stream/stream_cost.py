"""Whether the web process's CPU time for a token grows with the number of streams.

The same total number of tokens per second goes to one, a hundred and a thousand streams with one viewer each. A run
takes half a minute, so that it includes two heartbeats of every stream and one comparison with the log.
"""

import asyncio
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from redis.asyncio import Redis

from bench.harness.progress import Say
from bench.harness.row import Goal, Row, judged
from bench.harness.server import Server
from bench.harness.spread import Spread
from bench.harness.stacks import web_stage
from bench.harness.streams.crowd import Crowd
from bench.harness.streams.handshakes import sse_connection
from bench.harness.streams.marked_token import TOKEN
from bench.harness.streams.pace import Pace
from bench.harness.streams.streams import Stream, make_streams
from streaming.log import RedisLog
from streaming.wire.events import Event, QuestionStarted, encode, type_name
from streaming.wire.position import StreamPosition

BENCH = "stream_cost"
FLAT = Goal("<=", 1.2)
LOST = Goal("<=", 0)
STARTED = QuestionStarted(turn=1, kind="open", topic="", attempt=1)


@dataclass(frozen=True, slots=True)
class Load:
    streams: tuple[int, ...]
    pace: Pace  # of all streams together
    repeats: int


FULL = Load((1, 100, 1_000), Pace(tokens=12_000, per_second=400), repeats=2)
QUICK = Load((1, 4), Pace(tokens=100, per_second=100), repeats=1)


def rows(quick: bool, say: Say) -> Iterator[Row]:
    load = QUICK if quick else FULL
    costs: dict[int, list[float]] = {count: [] for count in load.streams}
    lost = 0
    with web_stage() as stack, Server(stack) as server:
        trial = Trial(server, stack.redis.url, make_streams(stack, max(load.streams)), load.pace)
        for repeat in range(load.repeats):
            for count in load.streams:
                say(f"{count} streams, {repeat + 1} of {load.repeats}")
                cost, missing = trial.run(count)
                costs[count].append(cost)
                lost += missing
    yield from _rows(load, costs)
    of = sum(map(len, costs.values())) * load.pace.tokens
    yield Row(BENCH, f"  lost of {of:,} tokens", str(lost), **judged(LOST, lost))


class Trial:
    """Each run uses the first `count` streams, with viewers of its own."""

    def __init__(self, server: Server, redis_url: str, streams: list[Stream], pace: Pace) -> None:
        self._server, self._redis_url, self._streams, self._pace = server, redis_url, streams, pace
        self._epochs = itertools.count(1_000_000)  # above any epoch from the database

    def run(self, count: int) -> tuple[float, int]:
        """Return the microseconds of CPU time per token, and the number of lost tokens."""
        streams = self._streams[:count]
        with Crowd([sse_connection(self._server.url, s.interview_id, s.access_token) for s in streams]) as crowd:
            return asyncio.run(self._run(streams, crowd))

    async def _run(self, streams: list[Stream], crowd: Crowd) -> tuple[float, int]:
        async with Redis.from_url(self._redis_url) as client:
            tokens = Tokens(RedisLog(client), streams, next(self._epochs))
            await tokens.begin()
            await self._server.settled()  # a feed reads its log when it is joined and when a question begins
            crowd.take()  # drop what was replayed of the previous run
            before = self._server.cpu_seconds
            await tokens.publish(self._pace)
            each = self._pace.tokens // len(streams)
            taken = crowd.take(each, seconds=10).complete()
            return 1e6 * (self._server.cpu_seconds - before) / self._pace.tokens, taken.lost(each)


class Tokens:
    """Publishes single tokens to one stream after another. A StreamWriter each would outweigh the server."""

    def __init__(self, log: RedisLog, streams: list[Stream], epoch: int) -> None:
        self._log, self._streams, self._epoch = log, streams, epoch

    async def begin(self) -> None:
        for stream in self._streams:
            await self._append(stream, 1, STARTED)

    async def publish(self, pace: Pace) -> None:
        async for number in pace.steps():
            before, index = divmod(number, len(self._streams))
            await self._append(self._streams[index], before + 2, TOKEN)

    async def _append(self, stream: Stream, offset: int, event: Event) -> None:
        position = StreamPosition(self._epoch, offset)
        await self._log.append(stream.interview_id, position, [(type_name(event), encode(event, position))])


def _rows(load: Load, costs: dict[int, list[float]]) -> Iterator[Row]:
    one = costs[1]
    for count in load.streams[1:]:
        ratio = Spread.of(a / b for a, b in zip(costs[count], one, strict=True))
        name = f"CPU per token at {load.pace.per_second} tokens/s over {count:,} streams against the same over one"
        many, alone = Spread.of(costs[count]).text("µs"), Spread.of(one).text("µs")
        yield Row(BENCH, name, many, alone, ratio.text(), **judged(FLAT, ratio.median))
