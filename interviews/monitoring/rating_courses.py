"""How the ratings of people and of models changed over the last months, in interviews that are decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from interviews.evaluation.fairness.drift import Course, Given, courses, last_months
from interviews.evaluation.fairness.habits import PersonalScore, RaterHabits, habits
from interviews.models import Assessment, Organisation, Position, Rating, Scorecard

from .outcomes_by_group import decided

EVERYBODY = ""  # stands for all people, or all models, together


@dataclass(frozen=True, slots=True)
class RatingCourses:
    """`people` is the course of all of them together. `models` begins with all of them, if there is more than one.

    Nobody's months are shown by name: `raters` has what one would talk with somebody about, and no more.
    """

    months: Sequence[date]
    people: Sequence[Course]
    raters: RaterHabits
    models: Sequence[Course]


def rating_courses(position: Position | None = None) -> RatingCourses:
    """Return the courses of the last months, in the company's time zone."""
    zone = Organisation.current().zone
    months = last_months(timezone.now().astimezone(zone).date())
    scores = _by_people(position, zone)
    people = courses((Given(one.day, EVERYBODY, one.score) for one in scores), months)
    return RatingCourses(months, people, habits(scores, months), _all_and_each(_by_models(position, zone), months))


def _all_and_each(ratings: Sequence[Given], months: Sequence[date]) -> list[Course]:
    each = courses(ratings, months)
    return [*courses((one._replace(by=EVERYBODY) for one in ratings), months), *each] if len(each) > 1 else each


def _by_people(position: Position | None, zone: ZoneInfo) -> list[PersonalScore]:
    cards = Scorecard.objects.current().filter(interview__in=decided(position).values("pk"))
    rated = Rating.objects.filter(scorecard__in=cards, score__isnull=False).order_by()
    names = ("submitted_at", "rater_name", "interview_id")
    rows = rated.values_list(*(f"scorecard__{name}" for name in names), "competency", "score")
    return [
        PersonalScore(at.astimezone(zone).date(), by, score, (interview, competency))
        for at, by, interview, competency, score in rows
    ]


def _by_models(position: Position | None, zone: ZoneInfo) -> list[Given]:
    done = Assessment.objects.filter(interview__in=decided(position).values("pk"), rating__isnull=False).order_by()
    rows = done.values_list("finished_at", "model", "rating")
    return [Given(at.astimezone(zone).date(), by, score) for at, by, score in rows]
