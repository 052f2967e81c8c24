"""`{% last_day %}`: the section on the admin's first page."""

from typing import Any

from django import template
from django.utils import timezone

from interviews.staff import day_chart, last_day

register = template.Library()


@register.inclusion_tag("admin/last_day.html", name="last_day")
def show_last_day() -> dict[str, Any]:
    day = last_day.last_day(timezone.localtime())
    return {"day": day, "chart": day_chart.chart_of(day.hours), "most_rows": last_day.MOST_ROWS}


@register.filter
def seconds(milliseconds: int) -> float:
    return milliseconds / 1000
