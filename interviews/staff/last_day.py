"""Latency of the last 24 hours, by hour, for the admin's index page: time to the first token and to the first sound."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.core.cache import cache

from interviews.jobs import CANCELLED
from interviews.models import Generation

HOURS = 24
HOUR = timedelta(hours=1)
PROMISE_MS = 500
FRESH_SECONDS = 60
CACHE_KEY = "interviews.staff.last_day"
MAX_ROWS = 50_000  # takes about half a second to read; older rows are left out


class EndedAttempt(NamedTuple):
    """An attempt that has ended. Times are in milliseconds after the question was queued."""

    claimed_at: datetime
    outcome: str
    first_token_ms: int | None
    first_audio_ms: int | None


class Spread(NamedTuple):
    """Both values by nearest rank, so that each is a time that a candidate has waited."""

    median_ms: int
    p95_ms: int


class Hour(NamedTuple):
    """What was claimed in this hour: completed questions and failed attempts. A spread without data is None."""

    begins: datetime
    asked: int
    failed: int
    first_token: Spread | None
    first_sound: Spread | None

    @property
    def spreads(self) -> tuple[Spread | None, Spread | None]:
        return self.first_token, self.first_sound


class LastDay(NamedTuple):
    """The hours, oldest first, and all of them as one.

    `prompt_percent` is the share of first tokens within PROMISE_MS, or None without any. `is_cut` says that there
    were more than MAX_ROWS attempts, so that the oldest are missing.
    """

    hours: list[Hour]
    whole: Hour
    prompt_percent: int | None
    is_cut: bool

    @property
    def is_empty(self) -> bool:
        return not (self.whole.asked or self.whole.failed)


def recent_day(now: datetime) -> LastDay:
    """Return `last_day`, read at most FRESH_SECONDS ago by this process: reloading the page reads no attempts."""
    known: LastDay | None = cache.get(CACHE_KEY)
    if known is None or known.whole.begins != first_hour(now):
        known = last_day(now)
        cache.set(CACHE_KEY, known, FRESH_SECONDS)
    return known


def last_day(now: datetime) -> LastDay:
    """Return the 24 hours up to `now`, a time in the site's time zone. Practice and stopped questions do not count."""
    rows = _rows(first_hour(now))
    return LastDay(by_hour(rows, now), _hour(first_hour(now), rows), _prompt_percent(rows), len(rows) == MAX_ROWS)


def _rows(since: datetime) -> list[EndedAttempt]:
    done, failed = Generation.Outcome.DONE, Generation.Outcome.FAILED
    ended = Generation.objects.filter(
        claimed_at__gte=since, outcome__in=[done, failed], turn__interview__practice=False
    ).exclude(failure_code=CANCELLED)
    return [EndedAttempt(*row) for row in ended.order_by("-claimed_at").values_list(*EndedAttempt._fields)[:MAX_ROWS]]


def first_hour(now: datetime) -> datetime:
    """Return when the oldest hour begins, in UTC, because local time may jump. The newest hour is the current one."""
    return now.replace(minute=0, second=0, microsecond=0).astimezone(UTC) - (HOURS - 1) * HOUR


def by_hour(rows: Iterable[EndedAttempt], now: datetime) -> list[Hour]:
    """Sort the rows into HOURS hours, oldest first. Rows outside of them are ignored."""
    begin = first_hour(now)
    sorted_in: list[list[EndedAttempt]] = [[] for _ in range(HOURS)]
    for row in rows:
        at = (row.claimed_at - begin) // HOUR
        if 0 <= at < HOURS:
            sorted_in[at].append(row)
    return [_hour(begin + at * HOUR, part) for at, part in enumerate(sorted_in)]


def _hour(begins: datetime, rows: Sequence[EndedAttempt]) -> Hour:
    done = _done(rows)
    return Hour(
        begins, len(done), len(rows) - len(done),
        spread(row.first_token_ms for row in done), spread(row.first_audio_ms for row in done),
    )  # fmt: skip


def _done(rows: Iterable[EndedAttempt]) -> list[EndedAttempt]:
    return [row for row in rows if row.outcome == Generation.Outcome.DONE]


def _prompt_percent(rows: Iterable[EndedAttempt]) -> int | None:
    times = [row.first_token_ms for row in _done(rows) if row.first_token_ms is not None]
    return math.floor(100 * sum(ms <= PROMISE_MS for ms in times) / len(times)) if times else None


def spread(times_ms: Iterable[int | None]) -> Spread | None:
    """Return the spread of the known times, or None if there are none."""
    known = sorted(ms for ms in times_ms if ms is not None)
    if not known:
        return None
    return Spread(*(known[math.ceil(percent * len(known) / 100) - 1] for percent in (50, 95)))
