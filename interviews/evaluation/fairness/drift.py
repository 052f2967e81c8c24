"""How ratings change over time: means by month for each who gives them. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import NamedTuple

from interviews.evaluation.rubric import SCORES

MONTHS = 12
LATEST = 3  # months that are compared with those before
FEW = 10  # ratings, below which a mean says little


class Given(NamedTuple):
    """A rating, on which day it was given, and by whom."""

    day: date
    by: str
    score: int


@dataclass(frozen=True, slots=True)
class MonthMean:
    count: int
    mean: float

    @property
    def is_small(self) -> bool:
        return self.count < FEW


@dataclass(frozen=True, slots=True)
class Course:
    """The mean rating that a rater or a model gave in each month, None for a month without one, and in all months."""

    by: str
    months: Sequence[MonthMean | None]
    whole: MonthMean
    change: float | None

    @property
    def points(self) -> list[str]:
        """Return polylines for the means of consecutive months, in a box 10 wide a month and 40 high."""
        runs: list[list[str]] = [[]]
        for at, month in enumerate(self.months):
            if month:
                runs[-1].append(f"{at * 10 + 5},{_height(month.mean)}")
            elif runs[-1]:
                runs.append([])
        # A line of one point is drawn by its round ends.
        return [" ".join(run if len(run) > 1 else run * 2) for run in runs if run]


def last_months(today: date, count: int = MONTHS) -> list[date]:
    """Return the first days of the last months, the oldest first, this month being the last."""
    number = today.year * 12 + today.month - 1
    return [date(at // 12, at % 12 + 1, 1) for at in range(number - count + 1, number + 1)]


def courses(ratings: Iterable[Given], months: Sequence[date]) -> list[Course]:
    """Return the course of each who gave ratings in these months, in the order of their names.

    `change` is the mean of the last LATEST months less that of the months before; None if either has no rating.
    """
    place = {month: at for at, month in enumerate(months)}
    by_name: dict[str, list[list[int]]] = {}
    for given in ratings:
        at = place.get(given.day.replace(day=1))
        if at is not None:
            by_name.setdefault(given.by, [[] for _ in months])[at].append(given.score)
    return [_course(name, by_name[name]) for name in sorted(by_name)]


def _course(name: str, scores: Sequence[Sequence[int]]) -> Course:
    means = [_mean(month) for month in scores]
    before, latest = _mean(_joined(scores[:-LATEST])), _mean(_joined(scores[-LATEST:]))
    whole = _joined(scores)
    change = latest.mean - before.mean if latest and before else None
    return Course(name, means, MonthMean(len(whole), fmean(whole)), change)


def _joined(months: Iterable[Sequence[int]]) -> list[int]:
    return [score for month in months for score in month]


def _mean(scores: Sequence[int]) -> MonthMean | None:
    return MonthMean(len(scores), fmean(scores)) if scores else None


def _height(mean: float) -> int:
    least, most = SCORES[0], SCORES[-1]
    return round(40 - (mean - least) / (most - least) * 40)
