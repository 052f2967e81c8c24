"""What the raters of one interview made of it, competency by competency. Reads, and decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from interviews.evaluation.score_spread import ScoreSpread
from interviews.models import Interview, Rating, Scorecard


@dataclass(frozen=True, slots=True)
class ComparedCompetency(ScoreSpread):
    """A competency. `cells` has each rater's rating, None if they had no such competency before them."""

    name: str
    cells: list[Rating | None]

    @property
    def scores(self) -> list[int]:
        return [cell.score for cell in self.cells if cell and cell.score is not None]

    @property
    def mean(self) -> float | None:
        return mean(self.scores) if self.scores else None


@dataclass(frozen=True, slots=True)
class SideBySide:
    cards: list[Scorecard]
    rows: list[ComparedCompetency]

    @property
    def has_several_rubrics(self) -> bool:
        """Whether the raters had different competencies or anchors before them."""
        return len({card.rubric_version for card in self.cards}) > 1

    @property
    def wide(self) -> list[str]:
        return [row.name for row in self.rows if row.is_wide]


def side_by_side(interview: Interview) -> SideBySide:
    """Return the scorecards of an interview that count, side by side."""
    current = interview.scorecards.current().prefetch_related("ratings__quotes__turn").order_by("rater_name", "pk")
    cards = list(current)
    return SideBySide(cards, [ComparedCompetency(name, _cells(name, cards)) for name in _names(interview, cards)])


def _names(interview: Interview, cards: Sequence[Scorecard]) -> list[str]:
    """Return the competencies of the rubric as it is now, and then those that only older scorecards have."""
    rated = (rating.competency for card in cards for rating in card.ratings.all())
    return list(dict.fromkeys([*interview.rubric.names, *rated]))


def _cells(name: str, cards: Sequence[Scorecard]) -> list[Rating | None]:
    return [next((one for one in card.ratings.all() if one.competency == name), None) for card in cards]
