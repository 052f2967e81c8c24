"""What candidates do with questions: they begin, answer, skip, and ask for other words."""

from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from interviews import jobs
from interviews.answer_text import Unfit, answer_of, draft_of
from interviews.composition import current
from interviews.conversation import next_question
from interviews.interviewer.ask import Move
from interviews.models import FrozenPlan, Interview, Turn
from interviews.notices.notices import after_commit

from .rejected import Rejected
from .turns import demand_running, holder_of, turn_of

MENTIONS_DRAFTS = "2026-11-29"  # the first consent text that says that drafts are read; later versions sort after it


@transaction.atomic
def start(interview: Interview) -> int:
    """Freeze the plan, queue the first question and return its number, 1. A second call changes nothing.

    Raises Rejected "not_ready" before the candidate has consented, "over" if the interview ended without a question.
    """
    frozen = FrozenPlan.of(interview.position, interview.language).to_json()
    begun = Interview.objects.filter(pk=interview.pk, status=Interview.Status.READY).update(
        status=Interview.Status.RUNNING, started_at=Now(), frozen=frozen
    )
    if begun:
        interview.refresh_from_db(fields=["status", "started_at", "frozen"])
        jobs.queue(interview, 1, next_question(interview))
        after_commit(current().notices.turn_ready)
        after_commit(current().notices.state_changed, interview.pk, Interview.Status.RUNNING)
    elif not interview.turns.exists():
        raise Rejected("over" if interview.is_over else "not_ready")
    return 1


def answer(interview: Interview, number: int, text: str) -> int:
    """Save the answer to turn `number`, queue the next question, and return that question's number.

    The same answer again changes nothing and returns the same number. Raises Rejected "wrong_turn" if the turn is not
    waiting for an answer; "answered", "skipped" or "rephrased" if the candidate did something else with it before;
    "over" if the interview no longer runs; and "empty", "malformed" or "too_large" for a text that cannot be an answer.
    """
    try:
        text = answer_of(text)
    except Unfit as unfit:
        raise Rejected(unfit.code) from None
    return _reply(interview, number, Turn.Status.ANSWERED, text)


def skip(interview: Interview, number: int) -> int:
    """Leave turn `number` without an answer, queue the next question, and return that question's number.

    Repeating the call changes nothing and returns the same number. Raises Rejected as `answer` does.
    """
    return _reply(interview, number, Turn.Status.SKIPPED)


def rephrase(interview: Interview, number: int) -> int:
    """Queue the question of turn `number` in other words, and return the number of its new turn.

    Repeating the call changes nothing and returns the same number. Raises Rejected as `answer` does, and "rephrased"
    if the plan allows no further wording of this question: it then still waits for an answer.
    """
    return _reply(interview, number, Turn.Status.REPHRASED)


def _reply(interview: Interview, number: int, status: Any, text: str = "") -> int:
    turn = turn_of(interview, number)
    if turn.kind == Turn.Kind.CLOSE:
        raise Rejected("wrong_turn")
    holder = holder_of(turn)
    try:
        with transaction.atomic():
            jobs.reply(turn, status, text)
            demand_running(interview)
            ask = next_question(interview)
            if status == Turn.Status.REPHRASED and ask.move is not Move.CLARIFY:
                raise Rejected("rephrased")
            jobs.queue(interview, number + 1, ask, prefers=holder)
            after_commit(current().notices.turn_ready, holder)
    except jobs.Conflict:
        turn.refresh_from_db()
        if (turn.status, turn.answer) != (status, text):
            raise Rejected(turn.status if turn.status in Turn.REPLIED else "wrong_turn") from None
    return number + 1


def reads_drafts(interview: Interview) -> bool:
    """Return whether workers read this interview's answers while they are being written.

    The candidate must have agreed to a consent text that says so.
    """
    agreed = interview.consent_version >= MENTIONS_DRAFTS
    return current().drafts_enabled and agreed and interview.asks_a_model


def draft(interview: Interview, number: int, text: str) -> None:
    """Send an unfinished answer to the worker that asked the question, so that it can read ahead. It is not stored.

    What is beyond the limit of an answer is left out. Raises Rejected "wrong_turn" if the turn is not waiting for an
    answer, and "malformed".
    """
    try:
        text = draft_of(text)
    except Unfit as unfit:
        raise Rejected(unfit.code) from None
    turn = turn_of(interview, number)
    if turn.status != Turn.Status.ASKED or interview.status != Interview.Status.RUNNING:
        raise Rejected("wrong_turn")
    if turn.generation and reads_drafts(interview):
        current().drafts.send(turn.generation.worker, interview.pk, number, text)
