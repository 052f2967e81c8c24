"""How the ratings of people and of models changed over the last months, in interviews that are decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from interviews.evaluation.drift import Course, Given, courses, last_months
from interviews.models import Assessment, Organisation, Position, Rating, Scorecard

from .outcomes_by_group import decided

EVERYBODY = ""  # stands for all people, or all models, together


@dataclass(frozen=True, slots=True)
class RatingCourses:
    """`people` and `models` each begin with all of them together, if there is more than one."""

    months: Sequence[date]
    people: Sequence[Course]
    models: Sequence[Course]


def rating_courses(position: Position | None = None) -> RatingCourses:
    """Return the courses of the last months, in the company's time zone."""
    zone = Organisation.current().zone
    months = last_months(timezone.now().astimezone(zone).date())
    return RatingCourses(
        months, _all_and_each(_by_people(position, zone), months), _all_and_each(_by_models(position, zone), months)
    )


def _all_and_each(ratings: Sequence[Given], months: Sequence[date]) -> list[Course]:
    each = courses(ratings, months)
    return [*courses((one._replace(by=EVERYBODY) for one in ratings), months), *each] if len(each) > 1 else each


def _by_people(position: Position | None, zone: ZoneInfo) -> list[Given]:
    cards = Scorecard.objects.current().filter(interview__in=decided(position).values("pk"))
    rated = Rating.objects.filter(scorecard__in=cards, score__isnull=False).order_by()
    return _given(rated.values_list("scorecard__submitted_at", "scorecard__rater_name", "score"), zone)


def _by_models(position: Position | None, zone: ZoneInfo) -> list[Given]:
    done = Assessment.objects.filter(interview__in=decided(position).values("pk"), rating__isnull=False).order_by()
    return _given(done.values_list("finished_at", "model", "rating"), zone)


def _given(rows: Iterable[tuple[datetime, str, int]], zone: ZoneInfo) -> list[Given]:
    return [Given(at.astimezone(zone).date(), by, score) for at, by, score in rows]
