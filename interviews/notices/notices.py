"""Tells other processes that something has changed.

Notices are a convenience: workers look at the database every second, and pages read it when they connect. If Redis
is unreachable, a notice costs a warning in the log and never fails the request that sent it.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import redis
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

from interviews.models import Generation, Interview
from interviews.record import closing
from streaming.fanout.control import STATE_GROUP, state_message
from streaming.log import RedisLog, StreamKeys
from streaming.redis_address import RedisAddress
from streaming.redis_errors import reason_of

from .redis_keys import DOORBELL, of_worker

log = logging.getLogger(__name__)

DOORBELL_LENGTH = 100
OWN_DOORBELL_SECONDS = 60  # so that a worker that is gone leaves no list behind
CANCEL_SECONDS = 600
# For commands that a request waits for.
TIMEOUTS: dict[str, Any] = {"socket_connect_timeout": 1, "socket_timeout": 2}


def after_commit(notice: Callable[..., None], *args: Any) -> None:
    """Call `notice(*args)` once the current transaction is committed. An exception in it is logged, not raised."""
    transaction.on_commit(lambda: notice(*args), robust=True)


class Notices:
    """No method raises if Redis is unreachable: the notice is lost, and a warning is logged."""

    def __init__(self, address: RedisAddress, client: redis.Redis, prefix: str) -> None:
        """`client` goes to `address` as well, with TIMEOUTS; `prefix` comes before every key."""
        self._address, self._client, self._prefix = address, client, prefix

    def turn_ready(self, worker: str = "") -> None:
        """Wake an idle worker: first the one named `worker`, if the turn prefers one, then any."""
        shared = self._prefix + DOORBELL
        own = [of_worker(shared, worker)] if worker else []

        def ring(client: redis.Redis) -> None:
            with client.pipeline(transaction=True) as pipe:
                for key in (*own, shared):
                    pipe.lpush(key, "1")
                    pipe.ltrim(key, 0, DOORBELL_LENGTH - 1)
                for key in own:
                    pipe.expire(key, OWN_DOORBELL_SECONDS)
                pipe.execute()

        self._send(ring)

    def cancel_wanted(self, interview_id: int, turn: int) -> None:
        """Flag a running question for its writer, which sees the flag on its next append or within 200 ms."""
        key = StreamKeys(self._prefix, interview_id).cancel
        self._send(lambda client: client.set(key, turn, ex=CANCEL_SECONDS))

    def state_changed(self, interview_id: int, status: str) -> None:
        """Tell the interview's viewers, through every web process, that its status or its end has changed."""
        interview = Interview.objects.select_related("position").filter(pk=interview_id).first()
        ends_at = interview.ends_at_text if interview else ""
        try:
            async_to_sync(_to_web_processes)(state_message(interview_id, status, ends_at))
        except (redis.RedisError, OSError) as error:
            _warn(error)

    def closed(self, generation: Generation) -> None:
        """Publish the closing event of an attempt that no worker ran. If this fails, a worker's sweep publishes it."""
        try:
            async_to_sync(self._publish)(generation)
        except (redis.RedisError, OSError) as error:
            _warn(error)

    async def _publish(self, generation: Generation) -> None:
        async with self._address.client(**TIMEOUTS) as client:
            await closing.publish(RedisLog(client, self._prefix), generation)

    def _send(self, command: Callable[[redis.Redis], Any]) -> None:
        try:
            command(self._client)
        except (redis.RedisError, OSError) as error:
            _warn(error)


async def _to_web_processes(message: dict[str, Any]) -> None:
    async with asyncio.timeout(TIMEOUTS["socket_timeout"]):  # the channel layer's own timeout is longer
        await get_channel_layer().group_send(STATE_GROUP, message)


def _warn(error: Exception) -> None:
    log.warning("notice lost: %s", reason_of(error))
