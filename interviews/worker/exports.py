"""Makes the files that staff asked for, one interview at a time, beside the questions."""

import asyncio

import structlog
from channels.db import database_sync_to_async as in_thread
from django.db import Error as DatabaseError

from interviews.exporting import making

from .rest import rest

log = structlog.get_logger(__name__)

LOOK_SECONDS = 2
REST_SECONDS = 0.05  # for the threads that ask and speak: a PDF is written in Python, 0.3 s of it
CLEAN_EVERY = 300  # looks


async def keep_exporting(stopping: asyncio.Event) -> None:
    """Make the parts of exports that wait, until `stopping` is set."""
    looks = 0
    while not stopping.is_set():
        try:
            if looks % CLEAN_EVERY == 0:
                await in_thread(making.delete_old)()
            made = await in_thread(making.make_next)()
        except DatabaseError as error:
            made = False
            log.warning("exports wait", error=type(error).__name__)
        looks += not made
        await rest(stopping, REST_SECONDS if made else LOOK_SECONDS)
