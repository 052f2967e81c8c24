"""What staff do with an interview. Each action is kept with who did it, when, and why."""

from typing import Any

from django.db import transaction

from interviews.models import Interview, StaffAction, Turn

from . import questions
from .rejected import Rejected
from .status import BEING_MADE, end_early
from .turns import turn_of


@transaction.atomic
def note(interview: Interview, user: Any, kind: StaffAction.Kind, *, turn: int | None = None, reason: str = "") -> None:
    """Keep that `user` did something with the interview. Call it in the transaction of what was done."""
    StaffAction.objects.create(
        interview=interview, user=user, user_name=user.get_username(), kind=kind, turn=turn, reason=reason
    )


@transaction.atomic
def stop_question(interview: Interview, number: int, user: Any, reason: str = "") -> None:
    """Stop the question being made for turn `number`. If it is already stopped or finished, nothing happens.

    Raises Rejected "wrong_turn" if there is no such turn.
    """
    if interview.turns.filter(number=number, status__in=BEING_MADE, cancel_by="").exists():
        note(interview, user, StaffAction.Kind.STOP, turn=number, reason=reason)
    questions.cancel(interview, number, by="staff")


@transaction.atomic
def ask_again(interview: Interview, number: int, user: Any, reason: str = "") -> None:
    """Queue a stopped or failed question again. If it is already queued or running, nothing happens.

    Raises Rejected as `retry` does.
    """
    if turn_of(interview, number).status == Turn.Status.FAILED:
        note(interview, user, StaffAction.Kind.ASK_AGAIN, turn=number, reason=reason)
    questions.retry(interview, number)


@transaction.atomic
def cancel_interview(interview: Interview, user: Any, reason: str = "") -> None:
    """End the interview until it is reopened, and stop the question that is being made.

    Raises Rejected "over" if it is over already.
    """
    if not end_early(interview, by="staff"):
        raise Rejected("over")
    note(interview, user, StaffAction.Kind.CANCEL, reason=reason)
