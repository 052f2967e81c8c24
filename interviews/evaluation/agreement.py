"""How far raters agree: weighted kappa for two, intraclass correlation for three or more. Pure.

A table has a row for each thing that was rated and a column for each rater; all of them rated all of the things.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import NormalDist, mean
from typing import Any

from .f_distribution import f_quantile
from .rubric import SCORES

LEVEL = 0.95  # of the intervals
FEW = 10  # below so many rated things, an interval says more about chance than about raters

Table = Sequence[Sequence[int]]


class Coefficient(StrEnum):
    KAPPA = "kappa"  # quadratically weighted
    ICC_SINGLE = "icc_single"  # ICC(2,1): how well one rater's score stands for any rater's
    ICC_MEAN = "icc_mean"  # ICC(2,k): the same of the mean of all raters


@dataclass(frozen=True, slots=True)
class Agreement:
    """A coefficient: 1 is full agreement, 0 what chance brings. `value` is None if the scores do not vary.

    `low` and `high` are the 95 % interval, None if the scores give no ground for one: raters who never differ, say.
    """

    coefficient: Coefficient
    raters: int
    rated: int
    value: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_small(self) -> bool:
        """Whether so few things were rated that the coefficient may mislead."""
        return self.rated < FEW


def agreement_of(table: Table) -> Agreement | None:
    """Return the kappa of two raters or the ICC(2,1) of more; None for less than two raters or two rated things."""
    if len(table) < 2 or len(table[0]) < 2:
        return None
    return weighted_kappa(table) if len(table[0]) == 2 else intraclass(table)[0]


def weighted_kappa(table: Table, scores: Sequence[int] = SCORES) -> Agreement:
    """Return Cohen's kappa of two raters with quadratic weights.

    Disagreements weigh by the square of their distance. Sources: Cohen, Psychological Bulletin 70 (1968) 213-220; for
    the interval the large-sample variance of Fleiss, Cohen and Everitt, Psychological Bulletin 72 (1969) 323-327.
    """
    rated, width = len(table), range(len(scores))
    share = _shares(table, scores)
    rows, columns = [sum(row) for row in share], [sum(column) for column in zip(*share, strict=True)]
    weight = [[1 - ((i - j) / (len(scores) - 1)) ** 2 for j in width] for i in width]
    observed = sum(weight[i][j] * share[i][j] for i in width for j in width)
    expected = sum(weight[i][j] * rows[i] * columns[j] for i in width for j in width)
    unknown = Agreement(Coefficient.KAPPA, 2, rated)
    if 1 - expected < 1e-12:
        return unknown
    by_row = [sum(columns[j] * weight[i][j] for j in width) for i in width]
    by_column = [sum(rows[i] * weight[i][j] for i in width) for j in width]
    spread = sum(
        share[i][j] * (weight[i][j] * (1 - expected) - (by_row[i] + by_column[j]) * (1 - observed)) ** 2
        for i in width
        for j in width
    )
    variance = (spread - (observed * expected - 2 * expected + observed) ** 2) / (rated * (1 - expected) ** 4)
    value = (observed - expected) / (1 - expected)
    return _around(unknown, value, variance)


def _shares(table: Table, scores: Sequence[int]) -> list[list[float]]:
    """Return how often, of all, the first rater gave the score of the row and the second the one of the column."""
    place = {score: at for at, score in enumerate(scores)}
    share = [[0.0] * len(scores) for _ in scores]
    for one, other in table:
        share[place[one]][place[other]] += 1 / len(table)
    return share


def _around(unknown: Agreement, value: float, variance: float) -> Agreement:
    if variance < 1e-12:
        return Agreement(unknown.coefficient, unknown.raters, unknown.rated, value)
    reach = NormalDist().inv_cdf((1 + LEVEL) / 2) * sqrt(variance)
    return Agreement(
        unknown.coefficient, unknown.raters, unknown.rated, value, max(-1.0, value - reach), min(1.0, value + reach)
    )


def intraclass(table: Table) -> tuple[Agreement, Agreement]:
    """Return ICC(2,1) and ICC(2,k): raters and rated things are both samples, and absolute agreement counts.

    Source: Shrout and Fleiss, Psychological Bulletin 86 (1979) 420-428; the interval is the one of page 424, with
    Satterthwaite's degrees of freedom.
    """
    n, k = len(table), len(table[0])
    between, raters, error = _mean_squares(table)
    single, whole = Coefficient.ICC_SINGLE, Coefficient.ICC_MEAN
    below = between + (k - 1) * error + k * (raters - error) / n
    if below < 1e-12:
        return Agreement(single, k, n), Agreement(whole, k, n)
    value = (between - error) / below
    low, high = _interval(n, k, value, (between, raters, error))
    return (
        Agreement(single, k, n, value, low, high),
        Agreement(whole, k, n, *(_stepped_up(each, k) for each in (value, low, high))),
    )


def _mean_squares(table: Table) -> tuple[float, float, float]:
    """Return the mean squares of the two-way analysis of variance: between rated things, between raters, error."""
    n, k = len(table), len(table[0])
    middle = mean(score for row in table for score in row)
    of_rows, of_columns = [mean(row) for row in table], [mean(column) for column in zip(*table, strict=True)]
    between = k * sum((each - middle) ** 2 for each in of_rows)
    raters = n * sum((each - middle) ** 2 for each in of_columns)
    total = sum((score - middle) ** 2 for row in table for score in row)
    error = max(0.0, total - between - raters)
    return between / (n - 1), raters / (k - 1), error / ((n - 1) * (k - 1))


def _interval(n: int, k: int, value: float, squares: tuple[float, float, float]) -> tuple[float | None, float | None]:
    between, raters, error = squares
    a, b = k * value, n * (1 + (k - 1) * value) - k * value
    under = (n - 1) * (a * raters) ** 2 + (b * error) ** 2
    if under < 1e-12:
        return None, None
    degrees = (k - 1) * (n - 1) * (a * raters + b * error) ** 2 / under
    if degrees < 1e-9:
        return None, None
    tail = (1 + LEVEL) / 2
    f_low, f_high = f_quantile(tail, n - 1, degrees), f_quantile(tail, degrees, n - 1)
    rest = k * raters + (k * n - k - n) * error
    low = n * (between - f_low * error) / (f_low * rest + n * between)
    high = n * (f_high * between - error) / (rest + n * f_high * between)
    return low, high


def _stepped_up(value: float | None, k: int) -> float | None:
    """Return what the mean of `k` raters has if one has `value`: the formula of Spearman and Brown."""
    if value is None or 1 + (k - 1) * value < 1e-12:
        return None
    return k * value / (1 + (k - 1) * value)


def complete(scores: Mapping[Any, Mapping[Any, int]]) -> tuple[tuple[Any, ...], list[list[int]]]:
    """Return the group of raters with the most scores in common, and the table of what all of them rated.

    `scores` has, by rated thing, the score of each rater. The group is empty if no two rated the same thing.
    """
    groups = {frozenset(by_rater) for by_rater in scores.values() if len(by_rater) > 1}
    groups |= {one & other for one in groups for other in groups if len(one & other) > 1}
    sizes = {group: len(group) * sum(group <= by_rater.keys() for by_rater in scores.values()) for group in groups}
    if not sizes:
        return (), []
    best = max(sizes, key=lambda group: (sizes[group], sorted(map(str, group))))
    raters = tuple(sorted(best, key=str))
    return raters, [[by_rater[rater] for rater in raters] for by_rater in scores.values() if best <= by_rater.keys()]
