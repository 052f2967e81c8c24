"""Whether groups of people are selected at different rates: impact ratios with intervals and warnings. Pure.

The impact ratio is a group's selection rate against that of the group with the highest rate. Sources: the four-fifths
rule of the Uniform Guidelines, 29 CFR 1607.4 D, and "impact ratio" in New York City's rules on automated employment
decision tools, 6 RCNY 5-300, which also define the scoring rate: the share with a score above the sample's median.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf, sqrt
from statistics import NormalDist, median

from interviews.evaluation.agreement import LEVEL

FOUR_FIFTHS = 0.8
FEW = 30  # below so many people, one of them moves a rate by more than three points in a hundred
LEAST_SHOWN = 5  # a group of fewer people is not shown: its figures would tell about persons

_CHI_SQUARE = NormalDist().inv_cdf((1 + LEVEL) / 2) ** 2
_STEPS = 100  # of bisection


@dataclass(frozen=True, slots=True)
class Group:
    """How many people a group has, and how many of them were selected."""

    name: str
    people: int
    selected: int

    @property
    def rate(self) -> float:
        return self.selected / self.people


@dataclass(frozen=True, slots=True)
class Impact:
    """A group's selection rate against the highest. `low` and `high` are the 95 % interval of `ratio`.

    `ratio` is None if nobody was selected from any group, `high` is infinite if the highest rate may be zero. The
    interval takes for granted which group has the highest rate. `is_reference` marks that group, whose ratio is 1.

    `is_small`: fewer than FEW people in this group or the reference. `hangs_on_one`: if one person of this group had
    been selected instead of one of the reference, this group would have the higher rate (Questions and Answers on the
    Uniform Guidelines, no. 21, 44 Federal Register 11999).
    """

    group: Group
    is_reference: bool
    ratio: float | None
    low: float | None = None
    high: float | None = None
    is_small: bool = False
    hangs_on_one: bool = False

    @property
    def is_below(self) -> bool:
        """Whether the ratio is less than four fifths."""
        return self.ratio is not None and self.ratio < FOUR_FIFTHS

    @property
    def is_open_ended(self) -> bool:
        return self.high == inf


def impacts(groups: Iterable[Group]) -> list[Impact]:
    """Return the impact of each group with at least LEAST_SHOWN people, in the order of the groups' names."""
    shown = sorted((group for group in groups if group.people >= LEAST_SHOWN), key=lambda group: group.name)
    if not shown:
        return []
    reference = max(shown, key=lambda group: (group.rate, group.people))
    return [_impact(group, reference) for group in shown]


def counted(outcomes: Mapping[str, Sequence[bool]]) -> list[Group]:
    """Return the groups of people of whom it is known whether each was selected."""
    return [Group(name, len(selected), sum(selected)) for name, selected in outcomes.items()]


def above_median(scores: Mapping[str, Sequence[float]]) -> dict[str, list[bool]]:
    """Return for each person whether the score lies above the median of all people, as 6 RCNY 5-300 has it."""
    everybody = [score for group in scores.values() for score in group]
    middle = median(everybody) if everybody else 0
    return {name: [score > middle for score in group] for name, group in scores.items()}


def _impact(group: Group, reference: Group) -> Impact:
    small = min(group.people, reference.people) < FEW
    if reference.selected == 0:
        return Impact(group, group == reference, None, is_small=small)
    if group == reference:
        return Impact(group, True, 1.0, is_small=small)
    low, high = ratio_interval(group, reference)
    return Impact(group, False, group.rate / reference.rate, low, high, small, _hangs_on_one(group, reference))


def _hangs_on_one(group: Group, reference: Group) -> bool:
    if group.rate == reference.rate or group.selected == group.people:
        return False
    return (group.selected + 1) / group.people > (reference.selected - 1) / reference.people


def ratio_interval(group: Group, reference: Group) -> tuple[float, float]:
    """Return the 95 % score interval of the ratio of two rates.

    Koopman, Biometrics 40 (1984) 513-517; recommended for two independent proportions by Fagerland, Lydersen and
    Laake, Statistical Methods in Medical Research 24 (2015) 224-254. It also holds if nobody of a group was selected.
    """
    ratio = group.rate / reference.rate if reference.selected else inf
    low = 0.0 if group.selected == 0 else _edge(group, reference, 0.0, ratio)
    high = inf if reference.selected == 0 else _edge(group, reference, inf, ratio)
    return low, high


def _edge(group: Group, reference: Group, outside: float, inside: float) -> float:
    """Return where the score statistic reaches the quantile, between a ratio outside the interval and one inside it."""
    if inside == inf:
        inside = 1.0
        while _statistic(group, reference, inside) > _CHI_SQUARE:
            inside *= 2
    if outside == inf:
        outside = max(1.0, 2 * inside)
        while _statistic(group, reference, outside) < _CHI_SQUARE:
            outside *= 2
    for _ in range(_STEPS):
        middle = (outside + inside) / 2
        if _statistic(group, reference, middle) > _CHI_SQUARE:
            outside = middle
        else:
            inside = middle
    return inside


def _statistic(group: Group, reference: Group, ratio: float) -> float:
    """Return Pearson's chi-square of the counts, if the group's rate were `ratio` times the reference's."""
    if ratio == 0:
        return 0.0 if group.selected == 0 else inf
    n, m = group.people, reference.people
    # The reference's rate that is most likely under that ratio: the smaller root of a quadratic equation.
    a, c = ratio * (n + m), group.selected + reference.selected
    b = ratio * (n + reference.selected) + m + group.selected
    rate = 2 * c / (b + sqrt(max(0.0, b * b - 4 * a * c)))
    return _square(group, min(1.0, ratio * rate)) + _square(reference, min(1.0, rate))


def _square(group: Group, rate: float) -> float:
    spread = group.people * rate * (1 - rate)
    distance = group.selected - group.people * rate
    if spread < 1e-12:
        return 0.0 if abs(distance) < 1e-6 else inf
    return distance**2 / spread
