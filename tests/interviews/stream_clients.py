"""Clients of the product's streams in this process, and the credentials that they need."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from asgiref.sync import sync_to_async
from channels.layers import InMemoryChannelLayer
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.db import connections
from django.test import Client
from redis.asyncio import Redis

from interviews import services
from interviews.access import visitors
from interviews.api.stream_host import InterviewHost
from interviews.models import Interview
from ops.processes.redis_server import RedisServer
from streaming.consumers.base import Streams
from streaming.fanout.daphne import Daphne
from streaming.fanout.hub import Hub
from streaming.fanout.limits import ConcurrencyLimit, StreamLimits
from streaming.log import RedisLog
from streaming.routing import http_routes, websocket_routes
from streaming.subscription import Subscription
from tests.streaming.clients import closed_with, getting, hear_until
from tests.streaming.scenes import SECONDS


@asynccontextmanager
async def product_streams(redis_server: RedisServer) -> AsyncIterator[Daphne]:
    """Serve the product's SSE and WebSocket routes from an empty Redis."""
    host = InterviewHost()
    async with Redis.from_url(redis_server.url, socket_timeout=5) as client:
        await client.flushdb()
        hub = Hub(lambda: Subscription(client.connection_pool), RedisLog(client), host, InMemoryChannelLayer())
        streams = Streams(host, hub, StreamLimits(ConcurrencyLimit(10), ConcurrencyLimit(10)))
        http = http_routes(streams, otherwise=URLRouter([]))
        site = Daphne(ProtocolTypeRouter({"http": http, "websocket": websocket_routes(streams)}))
        site.hub = hub  # type: ignore[attr-defined]  # for tests that look behind the streams
        yield site
        await hub.close()
        # The thread outlives the test. In a later one without a database, Channels would look after this connection.
        await sync_to_async(connections.close_all)()


def candidate_cookie(interview: Interview) -> str:
    """Return the cookie of a browser that has opened the invitation."""
    session = Client().session
    visitors.let_in(session, interview)
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def staff_cookie(*permissions: str) -> str:
    """Return the cookie of a member of staff with these permissions."""
    clerk = User.objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(clerk)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def bearer_header(interview: Interview) -> str:
    """Return an Authorization header that opens the interview."""
    return f"Bearer {services.open_session(interview)[0]}"


async def sse_status(site: Any, interview_id: int, **headers: str) -> tuple[int, str]:
    """Open an SSE stream; return 200 and the interview's status, or the HTTP status and the error code."""
    async with getting(site, interview_id, **headers) as client:
        if client.status == 200:
            await client.read_until(b"interview.state")
            return 200, client.events[0]["status"]
        body = await client.body()
        return client.status, body.decode().partition('"code":"')[2].partition('"')[0]


async def open_websocket(
    site: Any, address: int | str, subprotocols: list[str] | None = None, **headers: str
) -> WebsocketCommunicator:
    """Open the WebSocket of an interview, given its ID, or of any path."""
    path = f"/ws/interview/{address}/stream" if isinstance(address, int) else address
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    ws = WebsocketCommunicator(site, path, pairs, subprotocols)
    connected, ws.chosen = await ws.connect(SECONDS)
    assert connected
    return ws


async def websocket_refusal(ws: WebsocketCommunicator) -> tuple[int, str]:
    """Wait for an error; return the close code and the error's code."""
    error = (await hear_until(ws, "error"))[-1]
    return await closed_with(ws), error["code"]
