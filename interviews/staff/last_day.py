"""The last 24 hours by the hour: how long first tokens and first sounds took, for the admin's first page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from interviews.jobs import CANCELLED
from interviews.models import Generation

HOURS = 24
HOUR = timedelta(hours=1)
PROMISE_MS = 500
MOST_ROWS = 50_000  # read in some half a second; of more, the newest count


class Row(NamedTuple):
    """An attempt that ended; times in milliseconds after queueing."""

    claimed_at: datetime
    outcome: str
    first_token_ms: int | None
    first_audio_ms: int | None


class Spread(NamedTuple):
    median_ms: int
    p95_ms: int


class Hour(NamedTuple):
    """What began in it: questions that stand, and failures. A spread is None where there is nothing to tell."""

    begins: datetime
    asked: int
    failed: int
    first_token: Spread | None
    first_sound: Spread | None

    @property
    def spreads(self) -> tuple[Spread | None, Spread | None]:
        return self.first_token, self.first_sound


class LastDay(NamedTuple):
    """`prompt_percent` of the first tokens came within the promised half second; None where there are none.

    `is_cut` where there were more than MOST_ROWS attempts: the oldest are left out.
    """

    hours: list[Hour]
    whole: Hour
    prompt_percent: int | None
    is_cut: bool

    @property
    def is_empty(self) -> bool:
        return not (self.whole.asked or self.whole.failed)


def last_day(now: datetime) -> LastDay:
    """Up to `now`, which is in the site's time zone. Neither practice nor what somebody stopped counts."""
    rows = _rows(first_hour(now))
    return LastDay(by_hour(rows, now), _hour(first_hour(now), rows), _prompt_percent(rows), len(rows) == MOST_ROWS)


def _rows(since: datetime) -> list[Row]:
    done, failed = Generation.Outcome.DONE, Generation.Outcome.FAILED
    ended = Generation.objects.filter(
        claimed_at__gte=since, outcome__in=[done, failed], turn__interview__practice=False
    ).exclude(failure_code=CANCELLED)
    return [Row(*row) for row in ended.order_by("-claimed_at").values_list(*Row._fields)[:MOST_ROWS]]


def first_hour(now: datetime) -> datetime:
    """When the oldest hour begins; the newest is the one that runs. In UTC, for wall clocks may jump meanwhile."""
    return now.replace(minute=0, second=0, microsecond=0).astimezone(UTC) - (HOURS - 1) * HOUR


def by_hour(rows: Iterable[Row], now: datetime) -> list[Hour]:
    """HOURS of them, oldest first."""
    begin = first_hour(now)
    sorted_in: list[list[Row]] = [[] for _ in range(HOURS)]
    for row in rows:
        at = (row.claimed_at - begin) // HOUR
        if 0 <= at < HOURS:
            sorted_in[at].append(row)
    return [_hour(begin + at * HOUR, part) for at, part in enumerate(sorted_in)]


def _hour(begins: datetime, rows: Sequence[Row]) -> Hour:
    done = _done(rows)
    return Hour(
        begins, len(done), len(rows) - len(done),
        spread(row.first_token_ms for row in done), spread(row.first_audio_ms for row in done),
    )  # fmt: skip


def _done(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.outcome == Generation.Outcome.DONE]


def _prompt_percent(rows: Iterable[Row]) -> int | None:
    times = [row.first_token_ms for row in _done(rows) if row.first_token_ms is not None]
    return math.floor(100 * sum(ms <= PROMISE_MS for ms in times) / len(times)) if times else None


def spread(times_ms: Iterable[int | None]) -> Spread | None:
    """Median and 95th percentile by nearest rank: both are times that somebody waited."""
    known = sorted(ms for ms in times_ms if ms is not None)
    if not known:
        return None
    return Spread(*(known[math.ceil(percent * len(known) / 100) - 1] for percent in (50, 95)))
