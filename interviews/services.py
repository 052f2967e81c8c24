"""What people do with an interview, from its invitation on. Only this module writes its status.

Each function takes effect in one transaction and then notifies other processes (`notices/`). The database is the
source of truth: a lost notice delays the next step by a second at most.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from interviews.access.tokens import new_token, token_hash
from interviews.interviewer.ask import Move
from interviews.notices.notices import after_commit

from . import jobs
from .answer_text import Unfit, answer_of, draft_of
from .composition import current
from .conversation import next_question
from .models import AccessToken, ApiKey, FrozenPlan, Interview, Position, Turn

INVITATION_DAYS = 14
ACCESS_HOURS = 24
# The version of the text in templates/interviews/consent_text.html. Change both together.
CONSENT_VERSION = "2026-11-22"


class Rejected(Exception):
    """Raised if a request cannot be carried out now. Nothing has changed; `code` is one of the API's error codes."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def create_interview(position: Position, candidate: str, language: str = "") -> Interview:
    """Create an interview that nobody is invited to yet. `language` defaults to the position's."""
    return Interview.objects.create(position=position, candidate=candidate, language=language or position.language)


def create_practice(position: Position, candidate: str, language: str = "", key: ApiKey | None = None) -> Interview:
    """Create a practice interview, which is ready to start: it needs no invitation and no consent.

    It is marked as practice and left out of the metrics. `key` is the API key that requested it, if any.
    """
    return Interview.objects.create(
        position=position, candidate=candidate, language=language or position.language,
        status=Interview.Status.READY, practice=True, api_key=key,
    )  # fmt: skip


def make_invitation(interview: Interview, days: int = INVITATION_DAYS, token: str = "") -> str:
    """Set the interview's invitation token and return it. An earlier link stops working, and so does the access that
    it gave.

    `token` is generated if empty, and expires in `days`. An expired interview is open again.
    """
    token = token or new_token()
    if interview.invitation_hash not in (None, token_hash(token)):
        interview.access_tokens.all().delete()  # cookies end by themselves: they name the invitation
    interview.invitation_hash = token_hash(token)
    interview.invitation_expires_at = timezone.now() + timedelta(days=days)
    interview.save(update_fields=["invitation_hash", "invitation_expires_at"])
    revived = Interview.Status.READY if interview.consented_at else Interview.Status.INVITED
    Interview.objects.filter(pk=interview.pk, status=Interview.Status.EXPIRED).update(status=revived)
    interview.refresh_from_db(fields=["status"])
    return token


def find_invitation(token: str) -> Interview | None:
    """Return the interview of an invitation token, even if the invitation has expired; None if there is none."""
    return Interview.objects.select_related("position").filter(invitation_hash=token_hash(token)).first()


def expire_invitation(interview: Interview) -> None:
    """Mark the interview as expired if its invitation ran out before it started; otherwise change nothing."""
    unbegun = Interview.objects.filter(pk=interview.pk, status__in=[Interview.Status.INVITED, Interview.Status.READY])
    if unbegun.filter(invitation_expires_at__lte=Now()).update(status=Interview.Status.EXPIRED):
        interview.refresh_from_db(fields=["status"])


@transaction.atomic
def consent(interview: Interview, language: str) -> None:
    """Record the candidate's consent: the version of the text, its language, and the time.

    A second consent does not overwrite the first.
    """
    Interview.objects.filter(pk=interview.pk, consented_at=None).update(
        consent_version=CONSENT_VERSION, consent_language=language, consented_at=Now()
    )
    Interview.objects.filter(pk=interview.pk, status=Interview.Status.INVITED).update(status=Interview.Status.READY)
    interview.refresh_from_db()


def open_session(interview: Interview) -> tuple[str, datetime]:
    """Create an access token for the API and return it with its expiry. The interview's expired tokens are deleted."""
    interview.access_tokens.filter(expires_at__lte=Now()).delete()
    token = new_token()
    expires_at = timezone.now() + timedelta(hours=ACCESS_HOURS)
    AccessToken.objects.create(interview=interview, token_hash=token_hash(token), expires_at=expires_at)
    return token, expires_at


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
    turn = _turn(interview, number)
    if turn.kind == Turn.Kind.CLOSE:
        raise Rejected("wrong_turn")
    holder = _holder(turn)
    try:
        with transaction.atomic():
            jobs.reply(turn, status, text)
            _demand_running(interview)
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


def _demand_running(interview: Interview) -> None:
    """Raise Rejected "over" if the interview was cancelled, paused or ended since its page was opened.

    The row stays locked until the end of the transaction, so that nobody cancels in between.
    """
    running = Interview.objects.select_for_update().filter(pk=interview.pk, status=Interview.Status.RUNNING)
    if not running.values_list("pk"):
        raise Rejected("over")


def reads_drafts(interview: Interview) -> bool:
    """Return whether workers read this interview's answers while they are being written.

    The candidate must have agreed to a consent text that says so.
    """
    agreed = interview.consent_version == CONSENT_VERSION
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
    turn = _turn(interview, number)
    if turn.status != Turn.Status.ASKED or interview.status != Interview.Status.RUNNING:
        raise Rejected("wrong_turn")
    if turn.generation and reads_drafts(interview):
        current().drafts.send(turn.generation.worker, interview.pk, number, text)


def _turn(interview: Interview, number: int) -> Turn:
    turn = interview.turns.select_related("generation").filter(number=number).first()
    if turn is None:
        raise Rejected("wrong_turn")
    return turn


def _holder(turn: Turn) -> str:
    """Return the worker that holds the conversation up to this question in its cache; "" if it may be gone."""
    worker = turn.generation.worker if turn.generation else ""
    return worker if current().presence.has_worker(worker) else ""


def cancel(interview: Interview, number: int, by: str) -> None:
    """Stop the question being made for turn `number`. If it is already stopped or finished, nothing happens.

    `by` is "candidate" or "staff". Raises Rejected "wrong_turn" if there is no such turn.
    """
    turn = _turn(interview, number)
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
    turn = _turn(interview, number)
    worker = _holder_after_failure(turn)
    try:
        with transaction.atomic():
            jobs.retry(turn, next_question(interview), worker)
            _demand_running(interview)
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
    return _holder(turn)


@transaction.atomic
def save_question(turn: Turn, text: str, record: jobs.Record) -> bool:
    """Save a finished question, and end the interview if it is the closing one.

    Returns False, and saves nothing, if the attempt no longer holds the turn.
    """
    if not jobs.finish(turn, text, record):
        return False
    if turn.kind == Turn.Kind.CLOSE:
        running = Interview.objects.filter(pk=turn.interview_id, status=Interview.Status.RUNNING)
        running.update(status=Interview.Status.FINISHED, finished_at=Now())
    return True
