"""Repeated measurements, summarised as their median with the smallest and the largest."""

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    median: float
    low: float
    high: float

    @classmethod
    def of(cls, samples: Iterable[float]) -> "Spread":
        """Raises ValueError if there are no samples."""
        ordered = sorted(samples)
        if not ordered:
            raise ValueError("nothing was measured")
        return cls(statistics.median(ordered), ordered[0], ordered[-1])

    def text(self, unit: str = "") -> str:
        return f"{_short(self.median)}{unit and ' ' + unit} [{_short(self.low)}-{_short(self.high)}]"


def percentile(samples: Sequence[float], percent: float) -> float:
    """Return the smallest sample that at least `percent` % of all samples do not exceed (nearest rank)."""
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
