"""The ways to deliver a stream's tokens to its viewers that are compared. Each has its own web process.

All serve the same paths with the same bytes, on the same server with the same options. For example:

    with Ours(stack, "SSE") as way, Crowd(way.connections(100)) as crowd:
        began_ns = asyncio.run(way.publish(Pace(300)))
"""

import asyncio
import time
from types import TracebackType
from typing import Self

import httpx
from channels_redis.pubsub import RedisPubSubChannelLayer
from redis.asyncio import Redis

from bench.harness.server import PRODUCT, Server, daphne, uvicorn
from ops.stack import Stack
from streaming.wire.position import StreamPosition

from .handshakes import CONNECT, Connection
from .marked_token import payload
from .pace import Pace
from .question import Question
from .streams import Stream, make_streams

SETTLE_SECONDS = 0.2  # before the first token, as a model reads its prompt first


class Way:
    """`with` starts its server and kills it at the end."""

    name = ""
    application = ""
    command = staticmethod(daphne)

    def __init__(self, stack: Stack, transport: str) -> None:
        self.transport, self.redis_url = transport, stack.redis.url
        self.server = Server(stack, self.application, self.command)
        self.stream = self.make_stream(stack)

    def make_stream(self, stack: Stack) -> Stream:
        return Stream(1, "unused")

    def connections(self, viewers: int) -> list[Connection]:
        return [CONNECT[self.transport](self.server.url, self.stream.interview_id, self.stream.access_token)] * viewers

    async def publish(self, pace: Pace) -> int:
        """Publish tokens; return when the first one was published, by time.monotonic_ns()."""
        raise NotImplementedError

    @property
    def channel(self) -> str:
        return f"peer_{self.stream.interview_id}"  # the same as in bench/peers/site.py

    def payload(self, number: int) -> bytes:
        return payload(self.transport, StreamPosition(1_000, number))

    def __enter__(self) -> Self:
        self.server.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.server.kill()


class Ours(Way):
    """The product's web process, fed by the worker's StreamWriter."""

    name = "ours"
    application = PRODUCT

    def make_stream(self, stack: Stack) -> Stream:
        return make_streams(stack, 1)[0]

    async def publish(self, pace: Pace) -> int:
        async with Redis.from_url(self.redis_url) as client, Question(client, self.stream.interview_id) as question:
            await asyncio.sleep(SETTLE_SECONDS)
            began = time.monotonic_ns()
            async for _ in pace.steps():
                question.token()
            await question.drained()
        return began


class SubscriptionPerViewer(Way):
    name = "a Redis subscription per viewer"
    application = "bench.peers.subscription_per_viewer:application"

    async def publish(self, pace: Pace) -> int:
        async with Redis.from_url(self.redis_url) as client:
            await client.ping()
            await asyncio.sleep(SETTLE_SECONDS)
            pipe = client.pipeline(transaction=False)
            began = time.monotonic_ns()
            async for number in pace.steps():
                pipe.publish(self.channel, self.payload(number))
                if pace.per_second:
                    await pipe.execute()
            await pipe.execute()
        return began


class GroupSend(Way):
    name = "group_send"
    application = "bench.peers.group_send:application"

    async def publish(self, pace: Pace) -> int:
        layer = RedisPubSubChannelLayer(hosts=[self.redis_url])
        await asyncio.sleep(SETTLE_SECONDS)
        began = time.monotonic_ns()
        async for number in pace.steps():
            await layer.group_send(self.channel, {"type": "token", "data": self.payload(number)})
        await layer.flush()
        return began


class Bare(Way):
    """Consumers that send by their own timers: the cost of the server and of a minimal consumer."""

    name = "a bare consumer"
    application = "bench.peers.timer_consumers:application"

    async def publish(self, pace: Pace) -> int:
        began = time.monotonic_ns()
        async with httpx.AsyncClient() as client:
            (await client.get(f"{self.server.url}/go/{pace.tokens}/{pace.per_second}")).raise_for_status()
        await asyncio.sleep(pace.seconds)
        return began


class Idle(Way):
    """Connections on which nothing is ever sent."""

    name = "daphne alone"
    application = "bench.peers.idle_connections:application"


class OursOnUvicorn(Ours):
    command = staticmethod(uvicorn)


class BareOnUvicorn(Bare):
    command = staticmethod(uvicorn)
