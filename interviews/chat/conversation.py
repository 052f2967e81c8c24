"""An interview as a chat: what is said is the answer to the question that is open, and the next question comes back."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from interviews import services
from interviews.models import Interview, Turn
from interviews.record import snapshot
from interviews.services import Rejected

# By the code of `question.failed`; any other is a fault of ours.
STATUS_OF_FAILURE = {
    "cancelled": 409,
    "prompt_too_long": 409,
    "empty": 503,
    "model_unavailable": 503,
    "timeout": 504,
}
STILL_ASKED = _("The next question is still being written. Send an empty message to go on waiting for it.")


class NotAsked(Exception):
    """There is no question to tell: an HTTP status, a code for programs, a sentence for the candidate."""

    def __init__(self, status: int, code: str, message: Any) -> None:
        super().__init__(code)
        self.status, self.code, self.message = status, code, message


def take(interview: Interview, text: str, number: int | None = None) -> int:
    """Act on what was said; returns the number of the turn that replies to it.

    Nothing said, or a greeting, begins the interview, asks a failed question again, or changes nothing. Anything else
    answers question `number`, or else the one that is open: the same answer again changes nothing, as long as the next
    question does not stand. Rejected as `services.answer` and `services.start` do, and "over".
    """
    last = interview.turns.order_by("number").last()
    if text.strip() and not _is_greeting(interview, last):
        return services.answer(interview, number or _open_question(last), text)
    if last is None:
        return services.start(interview)
    if last.status == Turn.Status.FAILED:
        services.retry(interview, last.number)
    return last.number


def _is_greeting(interview: Interview, last: Turn | None) -> bool:
    """Whoever practises may say something before there is a question."""
    return interview.practice and (last is None or (last.number == 1 and last.status not in Turn.DONE))


def _open_question(last: Turn | None) -> int:
    """While the next one is made, the one before: its answer may come a second time."""
    if last is None:
        raise Rejected("wrong_turn")
    if last.status == Turn.Status.CLOSED:
        raise Rejected("over")
    return last.number if last.status == Turn.Status.ASKED else last.number - 1


def question(interview: Interview, number: int) -> Turn | None:
    """The turn, once its question stands; None while it is made. NotAsked where that failed."""
    turn = interview.turns.filter(number=number).first()
    if turn is None:  # deleted meanwhile
        raise Rejected("not_found")
    if turn.status == Turn.Status.FAILED:
        failure = snapshot.describe(turn)["failure"]
        code = failure["code"]
        raise NotAsked(STATUS_OF_FAILURE.get(code, 500), code, failure["message"])
    return turn if turn.status in Turn.DONE else None
