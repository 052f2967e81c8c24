"""Bytes that databases leave behind what they have deleted, and what can be done about them from here."""

import time
from typing import Any, NamedTuple

from django.db import connection
from redis import RedisError

from interviews.composition import current

AOF_SECONDS = 30.0
LOOK_SECONDS = 0.05


class Remains(NamedTuple):
    """Whether the bytes are gone: of the database's file, and of Redis's append-only file."""

    database: str
    append_only_file: str


GONE = "gone"
BUSY = "busy"  # SQLite: others read at that moment
LATER = "later"  # PostgreSQL reuses the space in time, Redis rewrites its file in time
UNKNOWN = "unknown"


def wipe(thoroughly: bool = True, seconds: float = AOF_SECONDS) -> Remains:
    """Have the databases overwrite what was deleted. Call it outside of a transaction, after the commit.

    SQLite zeroes what is deleted (`secure_delete`); with `thoroughly` its file is also written anew, which keeps other
    writers waiting for as long as copying it takes. Waits up to `seconds` for Redis.
    """
    return Remains(_wipe_database(thoroughly), _wipe_append_only_file(seconds))


def _wipe_database(thoroughly: bool) -> str:
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return LATER
    with connection.cursor() as cursor:
        if thoroughly:
            cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        row = cursor.fetchone()
    return BUSY if row and row[0] else GONE


def _wipe_append_only_file(seconds: float) -> str:
    """Have Redis write its append-only file anew. Hosted ones refuse the command."""
    client = current().redis
    try:
        if not _persistence(client).get("aof_enabled"):
            return GONE  # there is none
        _await_rewriting(client, seconds)  # one that began earlier
        client.bgrewriteaof()
        return GONE if _await_rewriting(client, seconds) else LATER
    except (RedisError, OSError):
        return UNKNOWN


def _await_rewriting(client: Any, seconds: float) -> bool:
    ends_at = time.monotonic() + seconds
    while (now := _persistence(client)).get("aof_rewrite_in_progress") or now.get("aof_rewrite_scheduled"):
        if time.monotonic() >= ends_at:
            return False
        time.sleep(LOOK_SECONDS)
    return str(now.get("aof_last_bgrewrite_status", "ok")) == "ok"


def _persistence(client: Any) -> dict[str, Any]:
    found: dict[str, Any] = client.info("persistence")
    return found
