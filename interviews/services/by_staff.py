"""What staff do with an interview. Each action is kept with who did it, when, and why."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from interviews.composition import current
from interviews.models import MOST_EXTRA_TIME, Interview, StaffAction, Turn
from interviews.notices.notices import after_commit
from interviews.record import audit

from . import course, questions
from .rejected import Rejected
from .status import BEING_MADE, end_early
from .turns import turn_of

BATCH = 500


def note(interview: Interview, user: Any, kind: Any, *, turn: int | None = None, reason: str = "") -> None:
    """Keep that `user` did something with the interview. Call it last in the transaction of what was done."""
    note_many([interview], user, kind, turn=turn, reason=reason)


@transaction.atomic
def note_many(
    interviews: Sequence[Interview], user: Any, kind: Any, *, turn: int | None = None, reason: str = ""
) -> None:
    """Keep that `user` did the same with each of the interviews.

    The history of an interview has the words and goes with it; the audit trail has neither name nor reason, and stays.
    """
    about = {"user": user, "user_name": user.get_username(), "kind": kind, "turn": turn, "reason": reason}
    StaffAction.objects.bulk_create((StaffAction(interview=each, **about) for each in interviews), batch_size=BATCH)
    audit.write(audit.staff(user), str(kind), *interviews, **({} if turn is None else {"turn": turn}))


@transaction.atomic
def stop_question(interview: Interview, number: int, user: Any, reason: str = "") -> None:
    """Stop the question being made for turn `number`. If it is already stopped or finished, nothing happens.

    Raises Rejected "wrong_turn" if there is no such turn.
    """
    is_made = interview.turns.filter(number=number, status__in=BEING_MADE, cancel_by="").exists()
    questions.cancel(interview, number, by="staff")
    if is_made:
        note(interview, user, StaffAction.Kind.STOP, turn=number, reason=reason)


@transaction.atomic
def ask_again(interview: Interview, number: int, user: Any, reason: str = "") -> None:
    """Queue a stopped or failed question again. If it is already queued or running, nothing happens.

    Raises Rejected as `retry` does.
    """
    has_failed = turn_of(interview, number).status == Turn.Status.FAILED
    questions.retry(interview, number)
    if has_failed:
        note(interview, user, StaffAction.Kind.ASK_AGAIN, turn=number, reason=reason)


@transaction.atomic
def give_more_time(interview: Interview, user: Any, percent: int, reason: str = "") -> None:
    """Add `percent` of the position's time limit to the time that the candidate has. Pages show the new end at once.

    Raises Rejected "over" if the interview is over, and "too_much_time" beyond MOST_EXTRA_TIME.
    """
    locked = Interview.objects.select_for_update().get(pk=interview.pk)
    if locked.is_over:
        raise Rejected("over")
    if locked.extra_time_percent + percent > MOST_EXTRA_TIME:
        raise Rejected("too_much_time")
    locked.extra_time_percent += percent
    locked.save(update_fields=["extra_time_percent"])
    after_commit(current().notices.state_changed, locked.pk, locked.status)
    note(interview, user, StaffAction.Kind.MORE_TIME, reason=reason)


@transaction.atomic
def extend_link(interview: Interview, user: Any, days: int, reason: str = "") -> None:
    """Let the invitation be valid for `days` more. Raises Rejected "over" if nothing can be begun by it any more."""
    _demand(course.extend(interview, days))
    note(interview, user, StaffAction.Kind.EXTEND, reason=reason)


@transaction.atomic
def pause(interview: Interview, user: Any, reason: str = "") -> None:
    """Take no more answers until `resume`. Raises Rejected "over" if the interview is not running."""
    _demand(course.pause(interview))
    note(interview, user, StaffAction.Kind.PAUSE, reason=reason)


@transaction.atomic
def resume(interview: Interview, user: Any, reason: str = "") -> None:
    """Let a paused interview go on. Raises Rejected "over" if it is not paused."""
    _demand(course.resume(interview))
    note(interview, user, StaffAction.Kind.RESUME, reason=reason)


def _demand(changed: bool) -> None:
    if not changed:
        raise Rejected("over")


@transaction.atomic
def cancel_interview(interview: Interview, user: Any, reason: str = "") -> None:
    """End the interview until it is reopened, and stop the question that is being made.

    Raises Rejected "over" if it is over already.
    """
    if not end_early(interview, by="staff"):
        raise Rejected("over")
    note(interview, user, StaffAction.Kind.CANCEL, reason=reason)
