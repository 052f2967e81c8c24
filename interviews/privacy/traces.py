"""Everywhere that something about a person lies, and how it is deleted there: one list, which `forget` goes through.

Rows that are deleted with an interview or a candidate need no entry: `PersonsData` finds them by their foreign keys,
also those of tables that are added later. Whatever else keeps a name or an answer gets its line in TRACES.
"""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from . import admin_log, mentions, sessions, stream_keys
from .person import PersonsData


class Trace(NamedTuple):
    """`look` counts what would be deleted, by kind, and changes nothing; `erase` deletes it, and counts it, too."""

    look: Callable[[PersonsData], Counter[str]]
    erase: Callable[[PersonsData], Counter[str]]


def _erase_rows(person: PersonsData) -> Counter[str]:
    person.delete_rows()
    return person.counts


# In the database, in this order, in one transaction.
ROWS = Trace(lambda person: person.counts, _erase_rows)
TRACES = (
    Trace(admin_log.look, admin_log.erase),  # Django's record of changes in the admin
    Trace(mentions.look, mentions.erase),  # what staff wrote about other interviews
    Trace(sessions.look, sessions.erase),  # of browsers: staff's lists of links, candidates' access, messages
    ROWS,
)
# In Redis, after the database has committed. It raises RedisError or OSError if Redis is away.
IN_REDIS = Trace(stream_keys.look, stream_keys.erase)
