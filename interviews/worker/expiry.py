"""Writes into the database what time has done to invitations."""

import asyncio

import structlog
from channels.db import database_sync_to_async as in_thread
from django.db import Error as DatabaseError

from interviews.services import course

log = structlog.get_logger(__name__)

LOOK_SECONDS = 60


async def keep_expiring() -> None:
    """Mark invitations that ran out as expired, every minute, until cancelled."""
    while True:
        try:
            await in_thread(course.expire_due)()
        except DatabaseError as error:
            log.warning("invitations not expired", error=type(error).__name__)
        await asyncio.sleep(LOOK_SECONDS)
