"""Streams on a host without a database, for a real daphne: `daphne tests.streaming.toy_site:application`.

Any other address answers with its metrics. `toy_most_unsent` is the most bytes that any connection ever had unsent.
"""

import asyncio
import os
from typing import Any

from django.conf import settings

settings.configure(DATABASES={}, CHANNEL_LAYERS={})

import django

django.setup()

from channels.layers import InMemoryChannelLayer
from channels.routing import ProtocolTypeRouter
from prometheus_client import Gauge, generate_latest

from streaming.consumers import base
from streaming.consumers.base import Streams
from streaming.fanout import bounded_request, daphne, line
from streaming.fanout.body_limit import BodyLimit, BodyLimits, WholeResponse
from streaming.fanout.daphne import Daphne, finishing
from streaming.fanout.hub import Hub
from streaming.fanout.limits import ConcurrencyLimit, StreamLimits
from streaming.log import RedisLog
from streaming.redis_address import RedisAddress
from streaming.routing import http_routes, websocket_routes
from streaming.subscription import Subscription

from .scripted_host import ScriptedHost

line.STALLED_SECONDS = float(os.environ["STALLED_SECONDS"])
daphne.DEAD_PEER_MS = int(os.environ["DEAD_PEER_MS"])
bounded_request.RECEIVE_SECONDS = float(os.environ["RECEIVE_SECONDS"])
base.SLOW_SECONDS = float(os.environ["SLOW_SECONDS"])
most_unsent = Gauge("toy_most_unsent", "Bytes.")


def noting(self: line.Line) -> bool:
    """Called after each step that was sent."""
    most_unsent.set(max(most_unsent._value.get(), self.unsent))
    return self.unsent > line.HIGH_BYTES


line.Line.is_full = property(noting)


async def tell(scope: Any, receive: Any, send: Any) -> None:
    """Answer with the metrics; `/slow` takes a second, and `/form/` answers with the length of the body.

    `/held` begins to answer, and goes on until its client leaves.
    """
    await asyncio.sleep(1 if scope["path"] == "/slow" else 0)
    length, more = 0, True
    while more:
        message = await receive()
        length, more = length + len(message.get("body", b"")), message.get("more_body", False)
    if scope["path"] == "/held":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"held", "more_body": True})
        await receive()
        return
    reply = str(length).encode() if scope["path"] == "/form/" else generate_latest()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": reply})


async def never(scope: Any, interview_id: int, message: Any) -> dict[str, Any]:
    """A handler that takes for ever."""
    await asyncio.Event().wait()
    return {}


host = ScriptedHost()
host.handlers = {"never": never}
redis = RedisAddress(os.environ["REDIS_URL"]).client()
hub = Hub(lambda: Subscription(redis.connection_pool), RedisLog(redis), host, InMemoryChannelLayer())
streams = Streams(host, hub, StreamLimits(ConcurrencyLimit(100), ConcurrencyLimit(100)))
site = ProtocolTypeRouter(
    {
        "http": http_routes(streams, otherwise=finishing(tell)),
        "websocket": websocket_routes(streams),
    }
)
limits_of_bodies = BodyLimits(usual=64 * 1024, by_prefix={"/form/": 1024 * 1024})
bounded_request.bound_requests(limits_of_bodies)
application = Daphne(BodyLimit(site, limits_of_bodies, lambda scope: WholeResponse(413, [], b"too long")))
