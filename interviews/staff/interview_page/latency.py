"""How long the candidate waited for each question: the table's rows, and the geometry of the chart. Does no I/O."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import ClassVar, NamedTuple

from interviews.record.transcript import Passage
from interviews.staff.day_chart import BOTTOM, GridLine, Scale
from interviews.staff.last_day import PROMISE_MS, Spread

WIDTH, HEIGHT = 420, 260
LEFT, RIGHT = 48, 412
MOST_LABELS = 12


class Wait(NamedTuple):
    """Milliseconds since the question was queued. None if it had no such moment. `attempts` counts failed ones too."""

    line: Passage
    first_token: int | None
    first_sound: int | None
    total: int
    attempts: int


class Column(NamedTuple):
    """The heights of a question's marks. `label` is "" where there is no room for one."""

    x: int
    label: str
    first_token: int | None
    first_sound: int | None
    total: int

    @property
    def top(self) -> int:
        return min(y for y in self[2:] if y is not None)

    @property
    def bottom(self) -> int:
        return max(y for y in self[2:] if y is not None)


@dataclass(frozen=True)
class LatencyChart:
    width: ClassVar[int] = WIDTH
    height: ClassVar[int] = HEIGHT
    left: ClassVar[int] = LEFT
    right: ClassVar[int] = RIGHT
    floor: ClassVar[int] = BOTTOM
    lines: list[GridLine]
    columns: list[Column]


def waits_of(lines: Sequence[Passage]) -> list[Wait]:
    """Return a row for each question that was asked."""
    asked = [(line, line.done) for line in lines]
    return [
        Wait(line, done.first_token_ms, done.first_audio_ms, done.total_ms, done.attempt)
        for line, done in asked
        if done and done.total_ms is not None
    ]


def chart_of(waits: Sequence[Wait]) -> LatencyChart:
    """Return the chart, with the questions from left to right and a logarithmic scale of time."""
    scale = Scale([Spread(min(_times(wait)), max(_times(wait))) for wait in waits])
    grid = [GridLine(scale.y(step), step / 1000, step == PROMISE_MS) for step in scale.steps]
    width = (RIGHT - LEFT) / max(1, len(waits))
    every = ceil(len(waits) / MOST_LABELS) or 1
    columns = [
        Column(
            round(LEFT + (at + 0.5) * width),
            str(wait.line.turn.number) if at % every == 0 else "",
            _height(scale, wait.first_token), _height(scale, wait.first_sound), scale.y(wait.total),
        )
        for at, wait in enumerate(waits)
    ]  # fmt: skip
    return LatencyChart(grid, columns)


def _times(wait: Wait) -> list[int]:
    return [time for time in (wait.first_token, wait.first_sound, wait.total) if time is not None]


def _height(scale: Scale, time: int | None) -> int | None:
    return None if time is None else scale.y(time)
