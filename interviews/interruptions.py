"""How long a candidate waited for a question because the interviewer was away. Pure: it looks at attempts alone."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from math import ceil
from typing import Protocol

# A wait that is shorter is not worth mentioning: a busy worker, or a model that had to be asked again.
LEAST = timedelta(seconds=5)

GONE = ("lost", "handed_back")
OUR_FAILURES = ("model_unavailable", "timeout", "internal")


class AttemptTimes(Protocol):
    """What is known of one attempt at a question: a `Generation`. `queued_at` is when the question was last queued."""

    @property
    def queued_at(self) -> datetime: ...
    @property
    def claimed_at(self) -> datetime: ...
    @property
    def ended_at(self) -> datetime | None: ...
    @property
    def outcome(self) -> str: ...
    @property
    def failure_code(self) -> str: ...


def seconds_away(attempts: Iterable[AttemptTimes]) -> int:
    """Return the seconds for which nobody worked on a question that was wanted, or worked on it in vain; rounded up.

    `attempts` are those at one question, in their order. Counted are the waits for a worker, and attempts that ended
    with their worker or failed through no fault of the candidate. Not counted: the time in which a question was written
    or refused by the check, questions that were stopped, the time that a candidate took to have one asked again, and
    waits of less than `LEAST` each.
    """
    spells = (list(spell) for _, spell in groupby(attempts, key=lambda attempt: attempt.queued_at))
    waits = [wait for wait in map(_away, spells) if wait >= LEAST]
    return ceil(sum(waits, timedelta()).total_seconds())


def _away(spell: Sequence[AttemptTimes]) -> timedelta:
    """Return the time lost from when the question was queued to the end of its last attempt."""
    away, until = timedelta(), spell[0].queued_at
    for attempt in spell:
        away += max(timedelta(), attempt.claimed_at - until)
        until = max(attempt.ended_at or attempt.claimed_at, attempt.claimed_at)
        if _was_in_vain(attempt):
            away += until - attempt.claimed_at
    return away


def _was_in_vain(attempt: AttemptTimes) -> bool:
    return attempt.outcome in GONE or (attempt.outcome == "failed" and attempt.failure_code in OUR_FAILURES)
