"""How soon the candidate has something to read."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from evaluate.dialogue.record import AskedQuestion

SLOW = 95  # percent


@dataclass(frozen=True, slots=True)
class TimeSpread:
    """Median and 95th percentile in milliseconds, of `count` samples; None without samples."""

    median: float | None
    p95: float | None
    count: int

    @classmethod
    def of(cls, samples: Sequence[float]) -> "TimeSpread":
        if not samples:
            return cls(None, None, 0)
        ordered = sorted(samples)
        slow = ordered[max(0, math.ceil(len(ordered) * SLOW / 100) - 1)]
        return cls(round(statistics.median(ordered), 1), round(slow, 1), len(ordered))


@dataclass(frozen=True, slots=True)
class TimeFigures:
    """Times of the questions that were asked of the model: to the first text, to the model's first word, from the
    beginning that code wrote to the model's first word, and to the end."""

    first_text: TimeSpread
    first_word: TimeSpread
    stem_to_word: TimeSpread
    whole: TimeSpread


def time_figures(asked: Sequence[AskedQuestion]) -> TimeFigures:
    times = [one.times for one in asked if one.tries]
    words = [one.first_word for one in times if one.first_word is not None]
    after_stem = [
        one.times.first_word - one.times.first_text
        for one in asked
        if one.stem and one.tries and one.times.first_word is not None
    ]
    return TimeFigures(
        TimeSpread.of([one.first_text for one in times]),
        TimeSpread.of(words),
        TimeSpread.of(after_stem),
        TimeSpread.of([one.whole for one in times]),
    )
