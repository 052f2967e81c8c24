"""A time as people read it, in the company's time zone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format


def written(when: datetime, zone: ZoneInfo) -> str:
    """Return the time in the active language.

    The distance from UTC is always written: at the end of summer time, the same hour comes twice.
    """
    local = timezone.localtime(when, zone)
    return f"{date_format(local, 'DATETIME_FORMAT')} ({_distance(local)})"


def _distance(local: datetime) -> str:
    """Return the distance from UTC, such as UTC+9 or UTC-3:30."""
    seconds = int((local.utcoffset() or timedelta()).total_seconds())
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"UTC{'-' if seconds < 0 else '+'}{hours}" + (f":{minutes:02}" if minutes else "")
