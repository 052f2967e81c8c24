"""Questions that are stopped, asked again, and saved."""

from django.db import transaction
from django.db.models.functions import Now

from interviews import jobs
from interviews.composition import current
from interviews.conversation import next_question
from interviews.models import Interview, Turn
from interviews.notices.notices import after_commit

from .rejected import Rejected
from .time_back import give_back
from .turns import demand_running, holder_of, turn_of


def cancel(interview: Interview, number: int, by: str) -> None:
    """Stop the question being made for turn `number`. If it is already stopped or finished, nothing happens.

    `by` is "candidate" or "staff". Raises Rejected "wrong_turn" if there is no such turn.
    """
    turn = turn_of(interview, number)
    with transaction.atomic():
        if failed := jobs.cancel(turn, by):
            after_commit(current().notices.closed, jobs.ended(failed.pk))
        else:
            after_commit(current().notices.cancel_wanted, interview.pk, number)


def retry(interview: Interview, number: int) -> None:
    """Queue a failed question again. If it is already queued or running, nothing happens.

    Raises Rejected "wrong_turn" if there is no such turn, or if its question has been asked; "over" if the interview no
    longer runs; "too_many_attempts" if it was queued again too often in a row.
    """
    turn = turn_of(interview, number)
    worker = _holder_after_failure(turn)
    try:
        with transaction.atomic():
            jobs.retry(turn, next_question(interview), worker)
            demand_running(interview)
            after_commit(current().notices.turn_ready, worker)
    except jobs.Conflict:
        turn.refresh_from_db()
        if turn.status == Turn.Status.FAILED:
            raise Rejected("too_many_attempts") from None
        if turn.status not in (Turn.Status.QUEUED, Turn.Status.RUNNING):
            raise Rejected("wrong_turn") from None


def _holder_after_failure(turn: Turn) -> str:
    """Return the worker that the retry should prefer; "" if the failure was the worker's own: another may do better."""
    failed = turn.generation
    if failed is None or failed.failure_code not in jobs.KEEP_WORKER:
        return ""
    if not failed.worker:
        return turn.prefers  # it was cancelled before any worker claimed it
    return holder_of(turn)


@transaction.atomic
def save_question(turn: Turn, text: str, record: jobs.Record) -> bool:
    """Save a finished question, and end the interview if it is the closing one.

    Returns False, and saves nothing, if the attempt no longer holds the turn.
    """
    if not jobs.finish(turn, text, record):
        return False
    give_back(turn)
    if turn.kind == Turn.Kind.CLOSE:
        running = Interview.objects.filter(pk=turn.interview_id, status=Interview.Status.RUNNING)
        running.update(status=Interview.Status.FINISHED, finished_at=Now())
    return True
