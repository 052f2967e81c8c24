"""Does what is due: marks invitations that ran out, and once a day deletes what was kept for long enough."""

import asyncio

import structlog
from channels.db import database_sync_to_async as in_thread
from django.db import Error as DatabaseError
from django.db import connection

from interviews.privacy import purge
from interviews.services import course

from .rest import rest

log = structlog.get_logger(__name__)

LOOK_SECONDS = 60


def _purge() -> None:
    try:
        purge.purge_daily()
    finally:
        connection.close()  # the worker's other connection is kept


async def keep_expiring(stopping: asyncio.Event) -> None:
    """Look every minute what is due, until `stopping` is set."""
    while not stopping.is_set():
        try:
            await in_thread(course.expire_due)()
        except DatabaseError as error:
            log.warning("invitations not expired", error=type(error).__name__)
        try:
            # In a thread of its own: it may take minutes, and questions are claimed in the other one.
            await in_thread(_purge, thread_sensitive=False)()
        except DatabaseError as error:
            log.warning("not purged", error=type(error).__name__)
        await rest(stopping, LOOK_SECONDS)
