"""How long a token takes from just before the writer's append to the client's socket, against bare Redis Pub/Sub.

Paced streams: each token goes out once through the log and the web process, and half a step later once as a plain
PUBLISH to a subscriber of Redis itself. One process hears both (bench/peers/listener.py), so both see the same load.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis

from bench.candidate import open_session
from bench.handshakes import redis_connection, sse_connection, websocket_connection
from bench.peer import Peer
from bench.position import DemoPosition
from bench.progress import Say
from bench.row import Goal, Row, judged
from bench.spread import Spread, percentile
from bench.stage import stack_on
from ops.stack import Stack
from streaming.events import QuestionStarted, Token, encode, type_name
from streaming.log import RedisLog
from streaming.position import Position

BENCH = "relay"
P50 = Goal("<=", 3)
LOST = Goal("<=", 0)
TRANSPORTS = {"SSE": sse_connection, "WebSocket": websocket_connection}
WARM_UP_SECONDS = 1.0  # connections join, code is warm


@dataclass(frozen=True, slots=True)
class Load:
    streams: int
    tokens_per_second: int
    seconds: float
    repeats: int

    @property
    def rounds(self) -> int:
        """How many tokens each stream gets."""
        return round((WARM_UP_SECONDS + self.seconds) * self.tokens_per_second)


FULL = Load(streams=20, tokens_per_second=20, seconds=10, repeats=3)
QUICK = Load(streams=2, tokens_per_second=20, seconds=1, repeats=1)


@dataclass(frozen=True, slots=True)
class Heard:
    """Milliseconds from publishing to the socket, our way and raw, and how many of our tokens never came."""

    ours: list[float]
    raw: list[float]
    lost: int


@dataclass(frozen=True, slots=True)
class Viewed:
    """A stream with a viewer: the interview and the key to it."""

    interview_id: int
    access_token: str


def rows(quick: bool, say: Say) -> Iterator[Row]:
    load = QUICK if quick else FULL
    heard: dict[str, list[Heard]] = {transport: [] for transport in TRANSPORTS}
    with stack_on(None) as stack:
        viewed = [open_session(stack.url, i) for i in DemoPosition(stack, load.streams).invitations]
        streams = [Viewed(*pair) for pair in viewed]
        epochs = iter(range(1_000, 2_000))  # above any that the database hands out
        for repeat in range(1, load.repeats + 1):
            for transport in TRANSPORTS:
                say(f"{transport}, {repeat} of {load.repeats}")
                heard[transport].append(_hear(stack, transport, streams, load, next(epochs)))
    for transport, runs in heard.items():
        yield from _rows(transport, load, runs)


def _hear(stack: Stack, transport: str, streams: list[Viewed], load: Load, epoch: int) -> Heard:
    connect = TRANSPORTS[transport]
    with Peer("listener") as listener:
        ours = [connect(stack.url, stream.interview_id, stream.access_token) for stream in streams]
        raw = [redis_connection(stack.redis.url, _raw_channel(stream)) for stream in streams]
        listener.ask([["ours", *c] for c in ours] + [["raw", *c] for c in raw])
        began = asyncio.run(_publish(stack.redis.url, streams, load, epoch))
        told = listener.ask(None)
    # What is older was replayed to a viewer as he joined.
    heard = {way: [(stamp, age / 1e6) for stamp, age in told[way] if stamp >= began] for way in told}
    warm = began + WARM_UP_SECONDS * 1e9
    ages = {way: [age for stamp, age in heard[way] if stamp >= warm] for way in heard}
    return Heard(ages["ours"], ages["raw"], lost=load.streams * load.rounds - len(set(heard["ours"])))


async def _publish(url: str, streams: list[Viewed], load: Load, epoch: int) -> int:
    """Publish it all; the time of its beginning, in nanoseconds."""
    async with Redis.from_url(url) as client:
        log = RedisLog(client)
        began = time.monotonic()
        phases = [index / len(streams) / 2 for index in range(len(streams))]  # ours of all, then the bare one of all
        ways = [_ways(client, log, stream, epoch) for stream in streams]
        await asyncio.gather(*[_pace(began, load, phase, *both) for phase, both in zip(phases, ways, strict=True)])
        await asyncio.sleep(0.5)  # the last are on their way
    return int(began * 1e9)


def _ways(client: Redis, log: RedisLog, stream: Viewed, epoch: int) -> tuple[Callable[[int], Awaitable[Any]], ...]:
    """Publish the token of that number: our way and the bare one. The same bytes, stamped at the last moment."""

    def token(number: int) -> tuple[Position, bytes]:
        position = Position(epoch, number + 2)
        return position, encode(Token(turn=1, text=f";{time.monotonic_ns()}:"), position)

    async def ours(number: int) -> None:
        if number == 0:
            started = QuestionStarted(turn=1, kind="open", topic="", attempt=1)
            position = Position(epoch, 1)
            await log.append(stream.interview_id, position, [(type_name(started), encode(started, position))])
        position, data = token(number)
        await log.append(stream.interview_id, position, [("token", data)])

    async def raw(number: int) -> None:
        await client.publish(_raw_channel(stream), token(number)[1])

    return ours, raw


async def _pace(began: float, load: Load, phase: float, *ways: Callable[[int], Awaitable[Any]]) -> None:
    """`phase`: where in a step this stream begins, from 0 to 1."""
    step = 1 / load.tokens_per_second
    for number in range(load.rounds):
        for half, publish in enumerate(ways):
            due = began + (phase + number + half / len(ways)) * step
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            await publish(number)


def _raw_channel(stream: Viewed) -> str:
    return f"raw_{stream.interview_id}"


def _rows(transport: str, load: Load, runs: list[Heard]) -> Iterator[Row]:
    what = f"{transport}, {load.streams} streams of {load.tokens_per_second} tokens/s: publish to socket"
    for percent, goal in ((50, P50), (99, None)):
        ours = [percentile(run.ours, percent) for run in runs]
        raw = [percentile(run.raw, percent) for run in runs]
        ratio = Spread.of(a / b for a, b in zip(ours, raw, strict=True))
        verdict = judged(goal, ratio.median) if goal else {}
        figures = Spread.of(ours).text("ms"), Spread.of(raw).text("ms"), ratio.text()
        yield Row(BENCH, f"{what}, p{percent}", *figures, **verdict)
    lost = sum(run.lost for run in runs)
    yield Row(BENCH, f"  of {load.streams * load.rounds * len(runs)} tokens lost", str(lost), **judged(LOST, lost))
