"""Waiting for a question to be whole. The database says when it is; Redis wakes who waits, so that it need not be
asked all the time."""

import asyncio
from contextlib import AbstractAsyncContextManager, nullcontext, suppress

from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async as in_thread

from interviews.models import Interview, Turn
from interviews.services import Rejected
from streaming.fanout.limits import ConcurrencyLimit, LimitReached

from .closings import Closings
from .conversation import STILL_WRITING, QuestionUnavailable, question

PATIENCE_SECONDS = 330.0  # longer than an attempt at a question may take, attempt.GENERATION_SECONDS
LOOK_SECONDS = 1.0

Watched = AbstractAsyncContextManager[asyncio.Event]

# Each holds a thread of this process. For one interview a few will do: a client that comes back has hung up before.
_waiting, _waiting_for_one = ConcurrencyLimit(512), ConcurrencyLimit(8)


def wait_for(
    interview: Interview, number: int, ending: asyncio.Event | None = None, closings: Closings | None = None
) -> Turn:
    """Return the turn once its question is whole. Holds no connection to the database or to Redis meanwhile.

    `closings` wakes it when the question is closed; without them, and while Redis is away, the database is looked at
    every LOOK_SECONDS. Both belong to the event loop of the server that runs this thread.
    Raises QuestionUnavailable if the question failed, takes too long, or `ending` is set because this process shuts
    down, and Rejected("too_many") if too many requests wait.
    """
    if turn := question(interview, number):
        return turn
    watched = closings.of(interview.pk) if closings else nullcontext(asyncio.Event())
    return async_to_sync(_wait)(interview, number, ending, watched)


# In the event loop, where the end of the client, or of the server, cancels it: a thread would wait on.
async def _wait(interview: Interview, number: int, ending: asyncio.Event | None, watched: Watched) -> Turn:
    try:
        with _waiting.held("all"), _waiting_for_one.held(str(interview.pk)):
            async with asyncio.timeout(PATIENCE_SECONDS), watched as closing:
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
