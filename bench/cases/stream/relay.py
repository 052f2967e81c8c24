"""How long a token takes from the writer's append to the client's socket, against bare Redis Pub/Sub.

Each token of a paced stream is sent through the log and the web process and, half a step later, by a plain PUBLISH to
a subscriber of Redis. One process receives both (bench/peers/listener.py), so both see the same load.
"""

import asyncio
import itertools
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis

from bench.harness.peer import Peer
from bench.harness.progress import Say
from bench.harness.row import Goal, Row, judged
from bench.harness.server import Server
from bench.harness.spread import Spread, percentile
from bench.harness.stacks import web_stage
from bench.harness.streams.handshakes import CONNECT, redis_connection
from bench.harness.streams.streams import Stream, make_streams
from streaming.log import RedisLog
from streaming.wire.events import QuestionStarted, Token, encode, type_name
from streaming.wire.position import StreamPosition

BENCH = "relay"
GOALS = {50: Goal("<=", 3), 99: Goal("<=", 5)}  # by percentile
LOST = Goal("<=", 0)
WARM_UP_SECONDS = 1.0  # not counted


@dataclass(frozen=True, slots=True)
class Load:
    streams: int
    tokens_per_second: int
    seconds: float
    repeats: int

    @property
    def rounds(self) -> int:
        """The number of tokens of each stream."""
        return round((WARM_UP_SECONDS + self.seconds) * self.tokens_per_second)


FULL = (
    Load(streams=20, tokens_per_second=20, seconds=10, repeats=3),
    Load(streams=100, tokens_per_second=20, seconds=10, repeats=2),
)
QUICK = (Load(streams=2, tokens_per_second=20, seconds=1, repeats=1),)


@dataclass(frozen=True, slots=True)
class Heard:
    """Milliseconds from publishing to the socket, ours and raw, and the number of our tokens that were lost."""

    ours: list[float]
    raw: list[float]
    lost: int


def rows(quick: bool, say: Say) -> Iterator[Row]:
    with web_stage() as stack, Server(stack) as server:
        for load in QUICK if quick else FULL:
            trial = Trial(server.url, stack.redis.url, make_streams(stack, load.streams), load)
            heard: dict[str, list[Heard]] = {transport: [] for transport in CONNECT}
            for repeat in range(1, load.repeats + 1):
                for transport, runs in heard.items():
                    say(f"{transport}, {load.streams} streams, {repeat} of {load.repeats}")
                    runs.append(trial.run(transport))
            for transport, runs in heard.items():
                yield from _rows(transport, load, runs)


class Trial:
    """Each run has its own viewers and question."""

    def __init__(self, url: str, redis_url: str, streams: list[Stream], load: Load) -> None:
        self._url, self._redis_url, self._streams, self._load = url, redis_url, streams, load
        self._epochs = itertools.count(1_000_000)  # above any epoch from the database

    def run(self, transport: str) -> Heard:
        connect = CONNECT[transport]
        ours = [connect(self._url, stream.interview_id, stream.access_token) for stream in self._streams]
        raw = [redis_connection(self._redis_url, _raw_channel(stream)) for stream in self._streams]
        with Peer("listener") as listener:
            listener.ask([["ours", *c] for c in ours] + [["raw", *c] for c in raw])
            began = asyncio.run(self._publish(next(self._epochs)))
            told = listener.ask(None)
        # Older tokens were replayed to viewers as they joined.
        heard = {way: [(stamp, age / 1e6) for stamp, age in told[way] if stamp >= began] for way in told}
        warm = began + WARM_UP_SECONDS * 1e9
        ages = {way: [age for stamp, age in heard[way] if stamp >= warm] for way in heard}
        lost = len(self._streams) * self._load.rounds - len(set(heard["ours"]))
        return Heard(ages["ours"], ages["raw"], lost)

    async def _publish(self, epoch: int) -> int:
        """Publish all tokens; return the time of the first, in nanoseconds."""
        async with Redis.from_url(self._redis_url, max_connections=10 * len(self._streams)) as client:
            ways = [_ways(client, stream, epoch) for stream in self._streams]
            began = time.monotonic()
            phases = [
                index / len(ways) / 2 for index in range(len(ways))
            ]  # in each step, ours of all streams, then raw of all
            paced = [_pace(began, self._load, phase, *both) for phase, both in zip(phases, ways, strict=True)]
            await asyncio.gather(*paced)
            await asyncio.sleep(0.5)  # until the last tokens have arrived
        return int(began * 1e9)


def _ways(client: Redis, stream: Stream, epoch: int) -> tuple[Callable[[int], Awaitable[Any]], ...]:
    """Return functions that publish token number n: ours and raw, the same bytes, stamped at the last moment."""
    log = RedisLog(client)

    def token(number: int) -> tuple[StreamPosition, bytes]:
        position = StreamPosition(epoch, number + 2)
        return position, encode(Token(turn=1, text=f";{time.monotonic_ns()}:"), position)

    async def ours(number: int) -> None:
        if number == 0:
            started = QuestionStarted(turn=1, kind="open", topic="", attempt=1)
            position = StreamPosition(epoch, 1)
            await log.append(stream.interview_id, position, [(type_name(started), encode(started, position))])
        position, data = token(number)
        await log.append(stream.interview_id, position, [("token", data)])

    async def raw(number: int) -> None:
        await client.publish(_raw_channel(stream), token(number)[1])

    return ours, raw


async def _pace(began: float, load: Load, phase: float, *ways: Callable[[int], Awaitable[Any]]) -> None:
    """Publish a stream's tokens on time. `phase` is its offset within a step, from 0 to 1."""
    step = 1 / load.tokens_per_second
    for number in range(load.rounds):
        for half, publish in enumerate(ways):
            due = began + (phase + number + half / len(ways)) * step
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            await publish(number)


def _raw_channel(stream: Stream) -> str:
    return f"raw_{stream.interview_id}"


def _rows(transport: str, load: Load, runs: list[Heard]) -> Iterator[Row]:
    what = f"{transport}, {load.streams} streams of {load.tokens_per_second} tokens/s: publish to socket"
    for percent, goal in GOALS.items():
        ours = [percentile(run.ours, percent) for run in runs]
        raw = [percentile(run.raw, percent) for run in runs]
        ratio = Spread.of(a / b for a, b in zip(ours, raw, strict=True))
        figures = Spread.of(ours).text("ms"), Spread.of(raw).text("ms"), ratio.text()
        yield Row(BENCH, f"{what}, p{percent}", *figures, **judged(goal, ratio.median))
    lost = sum(run.lost for run in runs)
    yield Row(BENCH, f"  lost of {load.streams * load.rounds * len(runs):,} tokens", str(lost), **judged(LOST, lost))
