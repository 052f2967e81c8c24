"""How long an interview will probably take."""

from datetime import timedelta
from math import ceil
from statistics import median

from interviews.models import Interview

MINUTES_A_QUESTION = 3  # to read it, to think, and to write a few sentences
ENOUGH = 3  # finished interviews before their duration says more than the plan
LATEST = 30
FINE_MINUTES, COARSE_STEP = 10, 5  # beyond ten minutes, estimates are in steps of five


def estimated_minutes(interview: Interview) -> int:
    """Return the minutes that the interview will probably take, at most its time limit.

    They come from the latest finished interviews of the position, or from the number of questions while there are few.
    """
    taken = _minutes_of_others(interview)
    minutes = median(taken) if len(taken) >= ENOUGH else interview.question_count * MINUTES_A_QUESTION
    return min(_rounded(minutes), interview.minutes or 24 * 60)


def _minutes_of_others(interview: Interview) -> list[float]:
    others = Interview.objects.filter(
        position_id=interview.position_id, practice=False, status=Interview.Status.FINISHED,
        started_at__isnull=False, finished_at__isnull=False,
    )  # fmt: skip
    times = others.order_by("-finished_at").values_list("started_at", "finished_at")[:LATEST]
    return [(finished - started) / timedelta(minutes=1) for started, finished in times if started and finished]


def _rounded(minutes: float) -> int:
    if minutes <= FINE_MINUTES:
        return max(1, ceil(minutes))
    return COARSE_STEP * ceil(minutes / COARSE_STEP)
