"""Whether a rater gives higher scores than others to the same answers, and than they themselves gave before. Pure."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import NamedTuple

from .drift import FEW, LATEST


class PersonalScore(NamedTuple):
    """A score, on which day and by whom it was given. `about` is the same for those who rated the same answers."""

    day: date
    by: str
    score: int
    about: Hashable


@dataclass(frozen=True, slots=True)
class RaterHabit:
    """How a rater scores. Each difference is None if it rests on fewer than FEW of the rater's scores.

    `against_others` is the mean of their scores less those of the others who rated the same; another mix of candidates
    does not move it. `change` is the mean of the last LATEST months less that of the months before.
    """

    by: str
    count: int
    against_others: float | None
    change: float | None


class RaterHabits(NamedTuple):
    """`hidden` counts raters who gave fewer than FEW scores: they are not named."""

    shown: Sequence[RaterHabit]
    hidden: int


def habits(scores: Sequence[PersonalScore], months: Sequence[date]) -> RaterHabits:
    """Return the habits of those who gave scores in these months, in the order of their names."""
    given = [score for score in scores if months[0] <= score.day]
    by_name: dict[str, list[PersonalScore]] = {}
    by_object: dict[Hashable, list[PersonalScore]] = {}
    for score in given:
        by_name.setdefault(score.by, []).append(score)
        by_object.setdefault(score.about, []).append(score)
    shown = {name: own for name, own in sorted(by_name.items()) if len(own) >= FEW}
    found = [
        RaterHabit(
            name, len(own), _mean([_above_others(one, by_object[one.about]) for one in own]), _change(own, months)
        )
        for name, own in shown.items()
    ]
    return RaterHabits(found, len(by_name) - len(shown))


def _above_others(own: PersonalScore, all_of_it: Sequence[PersonalScore]) -> float | None:
    """Return by how much a score lies above those of the others, None if there are none."""
    others = [one.score for one in all_of_it if one.by != own.by]
    return own.score - fmean(others) if others else None


def _change(own: Sequence[PersonalScore], months: Sequence[date]) -> float | None:
    latest = _mean([one.score for one in own if one.day >= months[-LATEST]])
    before = _mean([one.score for one in own if one.day < months[-LATEST]])
    return latest - before if latest is not None and before is not None else None


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if len(known) >= FEW else None
