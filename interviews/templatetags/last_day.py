"""`{% last_day %}`: the latency chart on the admin's index page."""

from typing import Any

from django import template
from django.utils import timezone

from interviews.staff import day_chart, last_day

register = template.Library()


@register.inclusion_tag("admin/last_day.html", name="last_day")
def show_last_day() -> dict[str, Any]:
    """Return the context of admin/last_day.html."""
    day = last_day.recent_day(timezone.localtime())
    return {"day": day, "chart": day_chart.chart_of(day.hours), "most_rows": last_day.MAX_ROWS}


@register.filter
def seconds(milliseconds: int) -> float:
    """Convert milliseconds to seconds."""
    return milliseconds / 1000
