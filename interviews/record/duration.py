"""How long an interview will probably take."""

from datetime import timedelta
from math import ceil
from statistics import median
from typing import NamedTuple

from interviews.models import Interview

MINUTES_A_QUESTION = 3  # to read it, to think, and to write a few sentences
ENOUGH = 3  # finished interviews before their duration says more than the plan
LATEST = 30
FINE_MINUTES, COARSE_STEP = 10, 5  # beyond ten minutes, estimates are in steps of five


class Estimate(NamedTuple):
    """`others` is how many finished interviews the minutes come from; 0 if from the number of questions."""

    minutes: int
    others: int


def estimated_minutes(interview: Interview) -> int:
    """Return the minutes that the interview will probably take, at most its time limit."""
    return estimate(interview.position_id, interview.question_count, interview.minutes).minutes


def estimate(position_id: int | None, questions: int, limit_minutes: int) -> Estimate:
    """Estimate how long an interview of so many questions takes, at most its time limit (0 for none).

    The minutes come from the latest finished interviews of the position, or from the number of questions while there
    are few. `position_id` is None for a position that is not saved yet.
    """
    taken = _minutes_of_others(position_id) if position_id else []
    is_known = len(taken) >= ENOUGH
    minutes = median(taken) if is_known else questions * MINUTES_A_QUESTION
    return Estimate(min(_rounded(minutes), limit_minutes or 24 * 60), len(taken) if is_known else 0)


def _minutes_of_others(position_id: int) -> list[float]:
    others = Interview.objects.filter(
        position_id=position_id, practice=False, status=Interview.Status.FINISHED,
        started_at__isnull=False, finished_at__isnull=False,
    )  # fmt: skip
    times = others.order_by("-finished_at").values_list("started_at", "finished_at")[:LATEST]
    return [(finished - started) / timedelta(minutes=1) for started, finished in times if started and finished]


def _rounded(minutes: float) -> int:
    if minutes <= FINE_MINUTES:
        return max(1, ceil(minutes))
    return COARSE_STEP * ceil(minutes / COARSE_STEP)
