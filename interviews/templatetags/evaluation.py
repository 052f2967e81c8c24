"""Filters for the small charts of scores."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django import template

register = template.Library()

LEFT, STEP = 10, 25  # of the line from 1 to 5 in templates/staff/evaluation/spread.html
MIDDLE, APART = 10, 5  # of dots of the same score, which lie around the line


@register.filter
def on_scale(score: float) -> int:
    """Return where a score from 1 to 5 is on the chart's line."""
    return round(LEFT + (score - 1) * STEP)


@register.filter
def question_of(turn: int, numbers: Mapping[int, int]) -> int:
    """Return the number of the question that this turn asked."""
    return numbers[turn]


class Dot(NamedTuple):
    x: int
    y: int


@register.filter
def dots(scores: Iterable[int]) -> list[Dot]:
    """Return a dot for each score; equal ones lie above each other around the line."""
    return [
        Dot(on_scale(score), MIDDLE + round(APART * (place - (count - 1) / 2)))
        for score, count in sorted(Counter(scores).items())
        for place in range(count)
    ]
