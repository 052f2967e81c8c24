"""Does what is due: marks invitations that ran out, and once a day deletes what was kept for long enough."""

import asyncio

import structlog
from channels.db import database_sync_to_async as in_thread
from django.db import Error as DatabaseError

from interviews.privacy import purge
from interviews.services import course

log = structlog.get_logger(__name__)

LOOK_SECONDS = 60


async def keep_expiring() -> None:
    """Look every minute what is due, until cancelled."""
    while True:
        try:
            await in_thread(course.expire_due)()
        except DatabaseError as error:
            log.warning("invitations not expired", error=type(error).__name__)
        try:
            await in_thread(purge.purge_daily)()
        except DatabaseError as error:
            log.warning("not purged", error=type(error).__name__)
        await asyncio.sleep(LOOK_SECONDS)
