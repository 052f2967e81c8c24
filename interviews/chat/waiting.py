"""Waiting until a question is complete. The database knows when it is; a notice from Redis says when to look."""

import asyncio
from contextlib import AbstractAsyncContextManager, nullcontext, suppress

from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async as in_thread

from interviews.models import Interview, Turn
from interviews.services import Rejected
from streaming.fanout.limits import ConcurrencyLimit, LimitReached

from .closings import Closings
from .conversation import STILL_WRITING, QuestionUnavailable, question

PATIENCE_SECONDS = 330.0  # longer than an attempt at a question may take (attempt.GENERATION_SECONDS)
LOOK_SECONDS = 1.0

Watched = AbstractAsyncContextManager[asyncio.Event]

# Each waiting request holds a thread. A few per interview are enough: a client that retries has disconnected before.
_waiting, _waiting_for_one = ConcurrencyLimit(512), ConcurrencyLimit(8)


def wait_for(
    interview: Interview, number: int, ending: asyncio.Event | None = None, closings: Closings | None = None
) -> Turn:
    """Return the turn once its question is complete. Holds no connection to the database or to Redis meanwhile.

    `closings` ends the wait as soon as the question is closed; without it, and while Redis is unreachable, the database
    is queried every LOOK_SECONDS. `ending` and `closings` belong to the event loop of the server that runs this thread.

    Raises QuestionUnavailable if the question failed, takes too long, or `ending` is set because this process shuts
    down, and Rejected("too_many") if too many requests wait.
    """
    if turn := question(interview, number):
        return turn
    watched = closings.of(interview.pk) if closings else nullcontext(asyncio.Event())
    return async_to_sync(_wait)(interview, number, ending, watched)


# Runs in the event loop, so that it is cancelled if the client disconnects or the server shuts down.
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
