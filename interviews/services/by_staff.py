"""What staff do with an interview. Each action is kept with who did it, when, and why."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from interviews.models import Interview, StaffAction, Turn
from interviews.record import audit

from . import questions
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
def cancel_interview(interview: Interview, user: Any, reason: str = "") -> None:
    """End the interview until it is reopened, and stop the question that is being made.

    Raises Rejected "over" if it is over already.
    """
    if not end_early(interview, by="staff"):
        raise Rejected("over")
    note(interview, user, StaffAction.Kind.CANCEL, reason=reason)
