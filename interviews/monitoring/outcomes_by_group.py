"""Impact ratios of decisions and of ratings, by group."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import mean
from typing import Any

from django.db.models import OuterRef, QuerySet

from interviews.evaluation.fairness.impact import LEAST_SHOWN, Impact, above_median, counted, impacts
from interviews.models import Decision, Interview, Position, Rating, Scorecard
from interviews.services.scorecards import latest_verdict

from . import groups

MEDIAN = "median"
THRESHOLDS = (MEDIAN, "3", "3.5", "4", "4.5")
BETWEEN = " · "  # the names of two groups that somebody belongs to
# Whoever withdrew or is on hold was neither selected nor turned down.
DECIDED = (Decision.Verdict.ADVANCE, Decision.Verdict.REJECT)


@dataclass(frozen=True, slots=True)
class GroupedOutcomes:
    """The impact ratios in one dimension, or in two together. `unknown` counts interviews of people without a group.

    `hidden` counts groups that are too small to be shown.
    """

    dimension: str
    decisions: Sequence[Impact]
    ratings: Sequence[Impact]
    unknown: int
    hidden: int

    @property
    def is_empty(self) -> bool:
        return not self.decisions and not self.ratings


def decided(position: Position | None = None) -> QuerySet[Any]:
    """Return the interviews about which a decision holds that ends them, with `verdict`, also of one position alone."""
    held = Interview.objects.filter(practice=False).annotate(verdict=latest_verdict(OuterRef("pk")))
    ended = held.filter(verdict__in=Decision.FINAL).order_by("pk")
    return ended.filter(position=position) if position else ended


def outcomes_by_group(position: Position | None = None, threshold: str = MEDIAN) -> list[GroupedOutcomes]:
    """Return the outcomes in each dimension, and in each two of them together.

    `threshold` is a mean rating from which on somebody counts as selected, or MEDIAN: above the median of all.
    """
    names = groups.dimensions()
    of_people = {name: groups.by_candidate(name) for name in names}
    verdicts = list(decided(position).filter(verdict__in=DECIDED).values_list("pk", "candidate_id", "verdict"))
    means = _means([pk for pk, _candidate, _verdict in verdicts], position)
    found = []
    for chosen in (*((name,) for name in names), *combinations(names, 2)):
        by_candidate = _together([of_people[name] for name in chosen])
        found.append(_grouped(BETWEEN.join(chosen), by_candidate, verdicts, _selector(threshold), means))
    return found


def _grouped(
    dimension: str,
    by_candidate: Mapping[int, str],
    verdicts: Sequence[tuple[int, int, str]],
    select: Callable[[Mapping[str, Sequence[float]]], dict[str, list[bool]]],
    means: Mapping[int, float],
) -> GroupedOutcomes:
    advanced: dict[str, list[bool]] = {}
    scores: dict[str, list[float]] = {}
    for interview, candidate, verdict in verdicts:
        if (group := by_candidate.get(candidate)) is None:
            continue
        advanced.setdefault(group, []).append(verdict == Decision.Verdict.ADVANCE)
        if interview in means:
            scores.setdefault(group, []).append(means[interview])
    unknown = sum(candidate not in by_candidate for _interview, candidate, _verdict in verdicts)
    hidden = sum(len(each) < LEAST_SHOWN for each in advanced.values())
    return GroupedOutcomes(dimension, impacts(counted(advanced)), impacts(counted(select(scores))), unknown, hidden)


def _together(maps: Sequence[Mapping[int, str]]) -> dict[int, str]:
    """Return the groups of people who have one in each of the dimensions, joined."""
    first, *others = maps
    return {
        candidate: BETWEEN.join([group, *(other[candidate] for other in others)])
        for candidate, group in first.items()
        if all(candidate in other for other in others)
    }


def _selector(threshold: str) -> Callable[[Mapping[str, Sequence[float]]], dict[str, list[bool]]]:
    if threshold == MEDIAN:
        return above_median
    least = float(threshold)
    return lambda scores: {name: [score >= least for score in group] for name, group in scores.items()}


def _means(interviews: Sequence[int], position: Position | None) -> dict[int, float]:
    """Return the mean of everything that the raters of an interview gave, by its key."""
    wanted, scores = set(interviews), dict[int, list[int]]()
    cards = Scorecard.objects.current().filter(interview__in=decided(position).values("pk"))
    rated = Rating.objects.filter(scorecard__in=cards, score__isnull=False).order_by()
    for interview, score in rated.values_list("scorecard__interview_id", "score"):
        if interview in wanted:
            scores.setdefault(interview, []).append(score)
    return {interview: mean(given) for interview, given in scores.items()}
