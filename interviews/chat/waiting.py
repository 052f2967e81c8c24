"""Waiting for a question to be whole. The database says when it is; Redis wakes who waits, so that it need not be
asked all the time."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async as in_thread
from django.conf import settings
from redis import RedisError

from interviews.models import Interview, Turn
from interviews.services import Rejected
from streaming.fanout.limits import ConcurrencyLimit, LimitReached
from streaming.log import StreamKeys
from streaming.subscription import Subscription
from streaming.tasks import spawn, stop, to_its_end

from .conversation import STILL_WRITING, QuestionUnavailable, question

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 330.0  # longer than an attempt at a question may take, attempt.GENERATION_SECONDS
LOOK_SECONDS = 1.0
CLOSES = b'"type":"question.'  # and begins, which harms nothing

# Each holds a thread of this process. For one interview a few will do: a client that comes back has hung up before.
_waiting, _waiting_for_one = ConcurrencyLimit(512), ConcurrencyLimit(8)


def wait_for(interview: Interview, number: int, ending: asyncio.Event | None = None) -> Turn:
    """The turn, once its question stands. Holds no connection to the database meanwhile.

    Raises QuestionUnavailable if the question failed, takes too long, or `ending` is set because this process shuts
    down, and Rejected("too_many") if too many requests wait.
    """
    return question(interview, number) or async_to_sync(_wait)(interview, number, ending)


# In the event loop, where the end of the client, or of the server, cancels it: a thread would wait on.
async def _wait(interview: Interview, number: int, ending: asyncio.Event | None) -> Turn:
    try:
        with _waiting.held("all"), _waiting_for_one.held(str(interview.pk)):
            async with asyncio.timeout(PATIENCE_SECONDS), _closings(interview.pk) as closing:
                while not (ending and ending.is_set()):
                    closing.clear()
                    if turn := await in_thread(question)(interview, number):
                        return turn
                    with suppress(TimeoutError):
                        await asyncio.wait_for(closing.wait(), LOOK_SECONDS)
    except LimitReached:
        raise Rejected("too_many") from None
    except TimeoutError:
        pass
    raise QuestionUnavailable("unavailable", STILL_WRITING)


@asynccontextmanager
async def _closings(interview_id: int) -> AsyncIterator[asyncio.Event]:
    """An event that is set when a question of the interview may have been closed. While Redis is away, it never is."""
    closing = asyncio.Event()
    listener = spawn(_listen(interview_id, closing), f"chat {interview_id}")
    try:
        yield closing
    finally:
        await stop(listener)


async def _listen(interview_id: int, closing: asyncio.Event) -> None:
    client = settings.REDIS.client()
    subscription = Subscription(client.connection_pool)
    try:
        await to_its_end(subscription.connect())
        await subscription.subscribe([StreamKeys(settings.REDIS_PREFIX, interview_id).channel])
        while True:
            kind, _, data = await subscription.receive()
            if kind == "subscribe" or (kind == "message" and CLOSES in data):
                closing.set()
    except (RedisError, OSError) as error:
        log.warning("a chat waits without Redis: %s", type(error).__name__)
    finally:
        await subscription.close()
        await client.aclose()
