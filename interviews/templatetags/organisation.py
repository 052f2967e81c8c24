"""`{% organisation as company %}`, and `{% moment when %}`: a time in the company's time zone, with the zone."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from interviews.models import Organisation

register = template.Library()

register.simple_tag(Organisation.current, name="organisation")


@register.simple_tag
def moment(when: datetime) -> SafeString:
    """Return a `<time>` in the company's time zone. A script converts it to the reader's.

    The distance from UTC is always written: at the end of summer time, the same hour comes twice.
    """
    local = timezone.localtime(when, Organisation.current().zone)
    written = f"{date_format(local, 'DATETIME_FORMAT')} ({_zone(local)})"
    return format_html('<time datetime="{}" data-local-time>{}</time>', when.isoformat(timespec="seconds"), written)


def _zone(local: datetime) -> str:
    """Return the distance from UTC, such as UTC+9 or UTC-3:30."""
    seconds = int((local.utcoffset() or timedelta()).total_seconds())
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"UTC{'-' if seconds < 0 else '+'}{hours}" + (f":{minutes:02}" if minutes else "")
