"""Merges live events and the log into one stream without a gap or a duplicate. Pure."""

from enum import Enum, auto

from .position import START, StreamPosition


class Continuity(Enum):
    """How a live event follows what was delivered before it."""

    NEXT = auto()  # directly: deliver it
    OLD = auto()  # it was delivered before: drop it
    GAP = auto()  # something may be missing in between: read the log


def continuity(last: StreamPosition, new: StreamPosition) -> Continuity:
    """Compare a live event at `new` with `last`, the latest one delivered.

    A new epoch always counts as a gap, because only the log can tell whether the old one was complete. That costs one
    read per question and process, whatever the number of viewers.
    """
    if new <= last:
        return Continuity.OLD
    if new == (last.epoch, last.offset + 1):
        return Continuity.NEXT
    return Continuity.GAP


def is_lost(after: StreamPosition, oldest: StreamPosition | None, last_closing: StreamPosition | None) -> bool:
    """Return whether something between `after` and the log's `oldest` entry can no longer be replayed.

    `last_closing` is the position of the newest closing event in the database. The log loses only its oldest part and
    is complete from there on. So a reader misses something if it has yet to see `last_closing` and the log begins
    later than right after the reader's position. A reader that has seen nothing takes the log as it is, if the log
    reaches back as far as `last_closing`.
    """
    if last_closing is None or last_closing <= after:
        return False
    if oldest is None or oldest > last_closing:
        return True
    return after != START and oldest > after and oldest != (after.epoch, after.offset + 1)


def is_beyond(after: StreamPosition, newest: StreamPosition | None, last_closing: StreamPosition | None) -> bool:
    """Return whether the attempt of that epoch ended without ever having written `after`.

    `last_closing` is the position of the newest closing event in the database. `newest` is the log's newest entry, read
    once nothing more could follow it in that epoch. A log that lacks the closing event has lost its end or has expired:
    it does not say what readers saw.
    """
    if newest is None or last_closing is None or newest < last_closing:
        return False
    return after.epoch == newest.epoch == last_closing.epoch and after > newest
