"""Says in words what was deleted, and what lies where no command reaches."""

from collections import Counter
from collections.abc import Iterator

from django.db import connection

from streaming.log import KEEP_SECONDS

from .remains import BUSY, GONE, LATER, UNKNOWN, Remains

DATABASE = {
    GONE: "The database's file was overwritten where it was.",
    BUSY: "The database's write-ahead log still has it, until nobody reads for a moment: run this again.",
    LATER: "PostgreSQL reuses the space with its next vacuum; its write-ahead log and replicas follow.",
}
APPEND_ONLY_FILE = {
    GONE: "Redis's append-only file does not have it any more.",
    LATER: "Redis is still rewriting its append-only file; it has it until then.",
    UNKNOWN: f"Redis does not let its append-only file be rewritten. It has it until it does so itself; the keys would have lived for {KEEP_SECONDS // 3600} h.",  # noqa: E501
}
BACKUPS = "Backups, snapshots of disks and replicas have it for as long as you keep them; so do mail servers and files that were exported."  # noqa: E501


def lines_of(counts: Counter[str]) -> Iterator[str]:
    """Yield a line for each kind, with its number."""
    width = max((len(str(number)) for number in counts.values()), default=1)
    yield from (f"  {number:>{width}}  {kind}" for kind, number in sorted(counts.items()))


def remains_in_words(remains: Remains) -> Iterator[str]:
    """Yield what is left, and for how long."""
    if connection.vendor == "sqlite" and remains.database == LATER:
        yield DATABASE[BUSY]
    else:
        yield DATABASE[remains.database]
    yield APPEND_ONLY_FILE[remains.append_only_file]
    yield BACKUPS
