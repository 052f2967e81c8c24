"""Filters for the small charts of scores."""

from django import template

register = template.Library()

LEFT, STEP = 10, 25  # of the line from 1 to 5 in templates/staff/evaluation/spread.html


@register.filter
def on_scale(score: float) -> int:
    """Return where a score from 1 to 5 is on the chart's line."""
    return round(LEFT + (score - 1) * STEP)
