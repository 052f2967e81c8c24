"""How live events and the log become one stream without a gap or a double. Pure."""

from enum import Enum, auto

from .position import START, StreamPosition


class Continuity(Enum):
    """How a live event follows what was delivered before it."""

    NEXT = auto()  # follows at once: deliver
    OLD = auto()  # was delivered: drop
    GAP = auto()  # something may lie between: read the log


def continuity(last: StreamPosition, new: StreamPosition) -> Continuity:
    """What to do with a live event at `new` when `last` was the latest one delivered.

    A new epoch always counts as a gap: whether the old one was complete, only the log can tell. That is one
    read a question, for all its viewers in a process.
    """
    if new <= last:
        return Continuity.OLD
    if new == (last.epoch, last.offset + 1):
        return Continuity.NEXT
    return Continuity.GAP


def is_lost(after: StreamPosition, oldest: StreamPosition | None, covered: StreamPosition | None) -> bool:
    """Whether something between `after` and the log's `oldest` entry can no longer be replayed.

    `covered` is the newest closing event in the database. The log only ever loses its oldest part and is whole
    from there on, so a reader misses something if it has yet to see what is covered, and the log begins later
    than right behind the reader's position. Who has seen nothing takes the log as it is, if it reaches that far.
    """
    if covered is None or covered <= after:
        return False
    if oldest is None or oldest > covered:
        return True
    return after != START and oldest > after and oldest != (after.epoch, after.offset + 1)
