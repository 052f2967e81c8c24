"""Geometry of the chart of the last 24 hours, in units of its SVG view box. Does no I/O."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log
from typing import ClassVar, NamedTuple

from .last_day import PROMISE_MS, Hour, Spread

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 52, 628, 12, 228
# Logarithmic, because half a second must remain readable beside a minute.
STEPS_MS = (50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 60_000, 120_000, 300_000)
LABEL_EVERY = 3
APART = 4  # from the middle of the hour to each of its two marks


class GridLine(NamedTuple):
    """A horizontal grid line."""

    y: int
    seconds: float
    is_promise: bool


class Label(NamedTuple):
    x: int
    begins: datetime


class Mark(NamedTuple):
    """The median of an hour, and its 95th percentile above."""

    x: int
    y: int
    y_p95: int


class Series(NamedTuple):
    """`paths` are the points of polylines. Each joins the marks of consecutive hours."""

    marks: list[Mark]
    paths: list[str]


@dataclass(frozen=True)
class Chart:
    width: ClassVar[int] = WIDTH
    height: ClassVar[int] = HEIGHT
    left: ClassVar[int] = LEFT
    right: ClassVar[int] = RIGHT
    bottom: ClassVar[int] = BOTTOM
    lines: list[GridLine]
    labels: list[Label]
    first_token: Series
    first_sound: Series


def chart_of(hours: Sequence[Hour]) -> Chart:
    """Return the chart of `hours`, oldest first. An hour without questions leaves a gap."""
    tokens, sounds = [hour.first_token for hour in hours], [hour.first_sound for hour in hours]
    scale = Scale([spread for spread in (*tokens, *sounds) if spread])
    lines = [GridLine(scale.y(step), step / 1000, step == PROMISE_MS) for step in scale.steps]
    column = (RIGHT - LEFT) // len(hours)
    middles = [LEFT + column // 2 + at * column for at in range(len(hours))]
    labels = [Label(x, hour.begins) for x, hour in zip(middles, hours, strict=True)][LABEL_EVERY - 1 :: LABEL_EVERY]
    return Chart(
        lines, labels,
        _series([x - APART for x in middles], tokens, scale), _series([x + APART for x in middles], sounds, scale),
    )  # fmt: skip


class Scale:
    """Maps times to heights. It always includes the promised half second, and some room above and below."""

    def __init__(self, spreads: Sequence[Spread]) -> None:
        low = min([spread.median_ms for spread in spreads], default=PROMISE_MS)
        high = max([spread.p95_ms for spread in spreads], default=PROMISE_MS)
        below = [step for step in STEPS_MS if step <= min(low, 200)] or STEPS_MS[:1]
        above = [step for step in STEPS_MS if step >= max(high, 1_000)] or STEPS_MS[-1:]
        self.steps = [step for step in STEPS_MS if below[-1] <= step <= above[0]]

    def y(self, ms: int) -> int:
        """Return the height of a time. Times beyond the scale are drawn at its end."""
        least, most = self.steps[0], self.steps[-1]
        share = log(min(max(ms, least), most) / least) / log(most / least)
        return round(BOTTOM - share * (BOTTOM - TOP))


def _series(xs: Sequence[int], spreads: Sequence[Spread | None], scale: Scale) -> Series:
    marks = [
        spread and Mark(x, scale.y(spread.median_ms), scale.y(spread.p95_ms))
        for x, spread in zip(xs, spreads, strict=True)
    ]
    return Series([mark for mark in marks if mark], _paths(marks))


def _paths(marks: Sequence[Mark | None]) -> list[str]:
    runs: list[list[Mark]] = [[]]
    for mark in marks:
        if mark:
            runs[-1].append(mark)
        elif runs[-1]:
            runs.append([])
    return [" ".join(f"{mark.x},{mark.y}" for mark in run) for run in runs if len(run) > 1]
