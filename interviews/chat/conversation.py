"""An interview as a chat: a message answers the open question, and the reply is the next question."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from interviews import services
from interviews.models import Interview, Turn
from interviews.record import snapshot
from interviews.services import Rejected

STILL_WRITING = _("The next question is still being written. Send an empty message to keep waiting for it.")


class QuestionUnavailable(Exception):
    """There is no question to reply with.

    `code` is the code of `question.failed`, or "unavailable" if the question is still being written. `message` is
    for the candidate.
    """

    def __init__(self, code: str, message: Any) -> None:
        super().__init__(code)
        self.code, self.message = code, message


def take(interview: Interview, text: str, number: int | None = None) -> int:
    """Act on a message and return the number of the turn that replies to it.

    An empty message or a greeting starts the interview, retries a failed question, or changes nothing. Any other
    message answers question `number`, or the open question if that is None. The same answer again changes nothing as
    long as the next question is being written.

    Raises Rejected as `services.answer` and `services.start` do, and Rejected("over") after the closing words.
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
    """Return whether this is a practice interview without a first question, so that there is nothing to answer."""
    return interview.practice and (last is None or (last.number == 1 and last.status not in Turn.DONE))


def _open_question(last: Turn | None) -> int:
    if last is None:
        raise Rejected("wrong_turn")
    if last.status == Turn.Status.CLOSED:
        raise Rejected("over")
    # While the next question is being written, the message may be the previous answer, sent a second time.
    return last.number if last.status == Turn.Status.ASKED else last.number - 1


def question(interview: Interview, number: int) -> Turn | None:
    """Return the turn if its question is complete, or None while the question is being written.

    Raises QuestionUnavailable if the question failed, and Rejected("not_found") if the interview was deleted.
    """
    turn = interview.turns.filter(number=number).first()
    if turn is None:
        raise Rejected("not_found")
    if turn.status == Turn.Status.FAILED:
        failure = snapshot.describe(turn)["failure"]
        raise QuestionUnavailable(failure["code"], failure["message"])
    return turn if turn.status in Turn.DONE else None
