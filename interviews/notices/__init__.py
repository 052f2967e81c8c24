"""Tells other processes that something changed, once it is committed.

All of it is a convenience: workers look at the database every second, pages read it when they connect. So a
Redis that is away costs a warning here, never a request.
"""

import asyncio
import logging
from collections.abc import Callable
from functools import cache
from typing import Any

import redis
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings
from django.db import transaction

from interviews.models import Generation
from interviews.record import closing
from streaming.fanout.control import STATE_GROUP, state_message
from streaming.log import RedisLog, StreamKeys

from .draft_line import DraftLine

log = logging.getLogger(__name__)

DOORBELL = "turns:ready"  # and one for each worker, with its name behind a colon
ALIVE = "turns:worker"  # some worker was there a moment ago; with a name behind a colon, that one
DRAFTS = "drafts"  # Pub/Sub; each worker's channel has its name behind a colon
DOORBELL_LENGTH = 100
OWN_DOORBELL_SECONDS = 60  # a worker that is gone leaves no list behind
CANCEL_SECONDS = 600
TIMEOUTS: dict[str, Any] = {"socket_connect_timeout": 1, "socket_timeout": 2}


def after_commit(notice: Callable[..., None], *args: Any) -> None:
    transaction.on_commit(lambda: notice(*args), robust=True)


def turn_ready(worker: str = "") -> None:
    """Ring for a worker: first for that one, if the turn prefers one."""
    shared = settings.REDIS_PREFIX + DOORBELL
    own = [of_worker(shared, worker)] if worker else []

    def ring(client: redis.Redis) -> None:
        with client.pipeline(transaction=True) as pipe:
            for key in (*own, shared):
                pipe.lpush(key, "1")
                pipe.ltrim(key, 0, DOORBELL_LENGTH - 1)
            for key in own:
                pipe.expire(key, OWN_DOORBELL_SECONDS)
            pipe.execute()

    _tell(ring)


def of_worker(key: str, worker: str) -> str:
    """One worker's own key or channel of that kind."""
    return f"{key}:{worker}"


def is_there(worker: str) -> bool:
    """Whether that worker was there a moment ago; False, too, where Redis cannot tell."""
    key = of_worker(settings.REDIS_PREFIX + ALIVE, worker)
    try:
        return bool(worker) and bool(client().exists(key))
    except (redis.RedisError, OSError):
        return False


def cancel_wanted(interview_id: int, turn: int) -> None:
    """Flag a running question for its writer, which sees it on its next append or within 200 ms."""
    key = StreamKeys(settings.REDIS_PREFIX, interview_id).cancel
    _tell(lambda client: client.set(key, turn, ex=CANCEL_SECONDS))


def state_changed(interview_id: int, status: str) -> None:
    """Tell every web process, for its viewers."""
    try:
        async_to_sync(_send)(state_message(interview_id, status))
    except (redis.RedisError, OSError) as error:
        log.warning("notice lost: %s", type(error).__name__)


async def _send(message: dict[str, Any]) -> None:
    async with asyncio.timeout(TIMEOUTS["socket_timeout"]):  # the channel layer's own patience is longer
        await get_channel_layer().group_send(STATE_GROUP, message)


def closed(generation: Generation) -> None:
    """Publish the closing event of an attempt that no worker made. A worker's sweep does, if this fails."""
    try:
        async_to_sync(_publish)(generation)
    except (redis.RedisError, OSError) as error:
        log.warning("notice lost: %s", type(error).__name__)


async def _publish(generation: Generation) -> None:
    async with settings.REDIS.client(**TIMEOUTS) as client:
        await closing.publish(RedisLog(client, settings.REDIS_PREFIX), generation)


def _tell(command: Callable[[redis.Redis], Any]) -> None:
    try:
        command(client())
    except (redis.RedisError, OSError) as error:
        log.warning("notice lost: %s", type(error).__name__)


@cache
def client() -> redis.Redis:
    """For commands that a request waits for: where Redis is away it raises redis.RedisError or OSError, soon."""
    made: redis.Redis = settings.REDIS.threads_client(**TIMEOUTS)
    return made


@cache
def drafts() -> DraftLine:
    return DraftLine(client(), settings.REDIS_PREFIX + DRAFTS)
