"""The candidates of one position by competency, and how far their raters agree. Ranks nobody."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any

from interviews.evaluation.agreement import Agreement, agreement_of, complete
from interviews.models import Interview, Position, Scorecard
from interviews.services import scorecards

MOST = 100  # candidates on one page: the latest
MOST_TO_RATE = 10  # that are named above them
ALL = ""  # stands for all competencies together


@dataclass(frozen=True, slots=True)
class Scores:
    """What the raters of one interview gave for one competency."""

    values: list[int]

    @property
    def mean(self) -> float | None:
        return mean(self.values) if self.values else None

    @property
    def low(self) -> int | None:
        return min(self.values, default=None)

    @property
    def high(self) -> int | None:
        return max(self.values, default=None)


@dataclass(frozen=True, slots=True)
class Compared:
    """A candidate. `cells` follow the competencies; `recommendations` counts what raters recommend."""

    interview: Interview
    raters: int
    cells: list[Scores]
    recommendations: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`to_rate` are the latest interviews with scorecards that the reader may not see yet; `hidden` counts them all."""

    names: list[str]
    rows: list[Compared]
    agreements: list[tuple[str, Agreement | None]]
    to_rate: list[Interview]
    hidden: int
    is_cut: bool

    @property
    def has_agreements(self) -> bool:
        return any(found for _name, found in self.agreements)

    @property
    def has_small_samples(self) -> bool:
        return any(found is None or found.is_small for _name, found in self.agreements)


def comparison_of(position: Position, user: Any) -> Comparison:
    """Return the candidates whose scorecards the user may read, in the order of their names."""
    rated = position.interviews.filter(practice=False, scorecards__state=Scorecard.State.SUBMITTED).distinct()
    readable = scorecards.readable_by(user, rated)
    shown = list(readable.select_related("candidate").order_by("-pk")[: MOST + 1])
    cards = _cards(shown[:MOST])
    names = _names(position, cards)
    rows = [_compared(each, [card for card in cards if card.interview_id == each.pk], names) for each in shown[:MOST]]
    rows.sort(key=lambda row: (row.interview.name, row.interview.pk))
    unread = rated.exclude(pk__in=readable.values("pk"))
    to_rate = list(unread.select_related("candidate").order_by("-pk")[:MOST_TO_RATE])
    return Comparison(names, rows, _agreements(names, cards), to_rate, unread.count(), len(shown) > MOST)


def _cards(interviews: Iterable[Interview]) -> list[Scorecard]:
    return list(Scorecard.objects.current().filter(interview__in=list(interviews)).prefetch_related("ratings"))


def _names(position: Position, cards: Sequence[Scorecard]) -> list[str]:
    rated = (rating.competency for card in cards for rating in card.ratings.all())
    return list(dict.fromkeys([*position.topics, *rated]))


def _compared(interview: Interview, cards: Sequence[Scorecard], names: Sequence[str]) -> Compared:
    counts = Counter(card.recommendation for card in cards)
    known = [(str(label), counts[value]) for value, label in Scorecard.Recommendation.choices if counts[value]]
    return Compared(interview, len(cards), [Scores(_scores(name, cards)) for name in names], known)


def _scores(name: str, cards: Iterable[Scorecard]) -> list[int]:
    ratings = (rating for card in cards for rating in card.ratings.all())
    return [rating.score for rating in ratings if rating.competency == name and rating.score is not None]


def _agreements(names: Sequence[str], cards: Sequence[Scorecard]) -> list[tuple[str, Agreement | None]]:
    """Return the agreement on each competency and, if there are several, on all of them together."""
    by_name = [(name, _agreement(cards, {name})) for name in names]
    return [*by_name, (ALL, _agreement(cards, set(names)))] if len(names) > 1 else by_name


def _agreement(cards: Iterable[Scorecard], names: set[str]) -> Agreement | None:
    scores: dict[tuple[int, str], dict[Any, int]] = {}
    for card in cards:
        for rating in card.ratings.all():
            if rating.competency in names and rating.score is not None:
                rater = card.rater_id or card.rater_name
                scores.setdefault((card.interview_id, rating.competency), {})[rater] = rating.score
    return agreement_of(complete(scores)[1])
