"""A judge's scores, and how to sum them up."""

from collections.abc import Sequence
from dataclasses import dataclass

LOWEST, HIGHEST = 1, 5


@dataclass(frozen=True, slots=True)
class Score:
    """The likeliest digit, and the mean of the digits by their probabilities."""

    digit: int
    expected: float


@dataclass(frozen=True, slots=True)
class ScoreSummary:
    """The mean of the digits, the mean of the expected scores, and how often each digit was given, lowest first."""

    mean: float
    expected: float
    distribution: tuple[int, ...]


def summary(scores: Sequence[Score]) -> ScoreSummary | None:
    """Sum up scores; None without any."""
    if not scores:
        return None
    digits = [score.digit for score in scores]
    return ScoreSummary(
        mean=round(sum(digits) / len(digits), 2),
        expected=round(sum(score.expected for score in scores) / len(scores), 2),
        distribution=tuple(digits.count(digit) for digit in range(LOWEST, HIGHEST + 1)),
    )
