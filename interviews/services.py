"""What people do with an interview: invite, consent, start, answer, cancel, ask again. One writer of its status.

Each function takes effect in one transaction and then tells whoever listens (notices.py); the database is the
truth, and a lost notice delays things by a second at most.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from interviews.access.tokens import new_token, token_hash
from interviews.interviewer.case import Case
from interviews.interviewer.plan import next_ask
from interviews.interviewer.prompts import Ask, Exchange

from . import jobs
from .composition import current
from .models import AccessToken, ApiKey, Generation, Interview, Position, Turn
from .notices.notices import after_commit

INVITATION_DAYS = 14
ACCESS_HOURS = 24
MAX_ANSWER_BYTES = 64 * 1024
# The version of the text in templates/interviews/consent_text.html; changes with it.
CONSENT_VERSION = "2026-11-22"


class Rejected(Exception):
    """Something that cannot be done now; `code` is one of the API's. Nothing has changed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def create_interview(position: Position, candidate: str, language: str = "") -> Interview:
    return Interview.objects.create(position=position, candidate=candidate, language=language or position.language)


def create_practice(position: Position, candidate: str, language: str = "", key: ApiKey | None = None) -> Interview:
    """An interview to practise with, ready to begin: nobody is invited, there is nothing to agree to, and it is
    marked, so that nothing counts it. `key` is the API key that made it."""
    return Interview.objects.create(
        position=position, candidate=candidate, language=language or position.language,
        status=Interview.Status.READY, practice=True, api_key=key,
    )  # fmt: skip


def make_invitation(interview: Interview, days: int = INVITATION_DAYS, token: str = "") -> str:
    """An invitation token, new unless given. It replaces the one before, whose link then opens nothing."""
    token = token or new_token()
    interview.invitation_hash = token_hash(token)
    interview.invitation_expires_at = timezone.now() + timedelta(days=days)
    interview.save(update_fields=["invitation_hash", "invitation_expires_at"])
    revived = Interview.Status.READY if interview.consented_at else Interview.Status.INVITED
    Interview.objects.filter(pk=interview.pk, status=Interview.Status.EXPIRED).update(status=revived)
    interview.refresh_from_db(fields=["status"])
    return token


def find_invitation(token: str) -> Interview | None:
    """The interview that an invitation opens, its invitation still open or not."""
    return Interview.objects.select_related("position").filter(invitation_hash=token_hash(token)).first()


def expire_invitation(interview: Interview) -> None:
    """An invitation that ran out before the interview began ends it."""
    unbegun = Interview.objects.filter(pk=interview.pk, status__in=[Interview.Status.INVITED, Interview.Status.READY])
    if unbegun.filter(invitation_expires_at__lte=Now()).update(status=Interview.Status.EXPIRED):
        interview.refresh_from_db(fields=["status"])


def consent(interview: Interview, language: str) -> None:
    """Keep that the candidate agreed: which text, in which language, when. The first agreement stands."""
    Interview.objects.filter(pk=interview.pk, consented_at=None).update(
        consent_version=CONSENT_VERSION, consent_language=language, consented_at=Now()
    )
    Interview.objects.filter(pk=interview.pk, status=Interview.Status.INVITED).update(status=Interview.Status.READY)
    interview.refresh_from_db()


def open_session(interview: Interview) -> tuple[str, datetime]:
    """An access token for the API, and when it ends. Those that have ended go."""
    interview.access_tokens.filter(expires_at__lte=Now()).delete()
    token = new_token()
    expires_at = timezone.now() + timedelta(hours=ACCESS_HOURS)
    AccessToken.objects.create(interview=interview, token_hash=token_hash(token), expires_at=expires_at)
    return token, expires_at


@transaction.atomic
def start(interview: Interview) -> int:
    """Ask the first question; again: the same. Rejected before consent and after the end."""
    begun = Interview.objects.filter(pk=interview.pk, status=Interview.Status.READY).update(
        status=Interview.Status.RUNNING, started_at=Now()
    )
    if begun:
        jobs.queue(interview, 1, next_question(interview))
        after_commit(current().notices.turn_ready)
        after_commit(current().notices.state_changed, interview.pk, Interview.Status.RUNNING)
    elif not interview.turns.exists():
        raise Rejected("over" if interview.is_over else "not_ready")
    return 1


def answer(interview: Interview, number: int, text: str) -> int:
    """Accept an answer and put the next question in line; returns its number.

    The same answer again returns the same number and changes nothing. Rejected "wrong_turn" where the turn is
    not waiting for an answer, "answered" where it already has a different one, "empty", "malformed", "too_large".
    """
    text = _sound(text)
    turn = _turn(interview, number)
    if turn.kind == Turn.Kind.CLOSE:
        raise Rejected("wrong_turn")
    holder = _holder(turn)
    try:
        with transaction.atomic():
            jobs.answer(turn, text)
            _queue_next(interview, number + 1, holder)
    except jobs.Conflict:
        turn.refresh_from_db()
        if turn.status != Turn.Status.ANSWERED:
            raise Rejected("wrong_turn") from None
        if turn.answer != text:
            raise Rejected("answered") from None
    return number + 1


def reads_drafts(interview: Interview) -> bool:
    """Whether answers are read while they are written: the candidate must have agreed to a text that says so."""
    agreed = interview.consent_version == CONSENT_VERSION
    return current().drafts_enabled and agreed and interview.asks_a_model


def draft(interview: Interview, number: int, text: str) -> None:
    """Let the worker that asked a question read the answer as far as it is written. It is kept nowhere.

    Rejected "wrong_turn" where the turn is not waiting for an answer, "malformed", "too_large".
    """
    _check(text)
    turn = _turn(interview, number)
    if turn.status != Turn.Status.ASKED:
        raise Rejected("wrong_turn")
    if turn.generation and reads_drafts(interview):
        current().drafts.send(turn.generation.worker, interview.pk, number, text)


def _turn(interview: Interview, number: int) -> Turn:
    turn = interview.turns.select_related("generation").filter(number=number).first()
    if turn is None:
        raise Rejected("wrong_turn")
    return turn


def _holder(turn: Turn) -> str:
    """The worker that still has in memory what was said up to this question; "" where it may be gone."""
    worker = turn.generation.worker if turn.generation else ""
    return worker if current().presence.has_worker(worker) else ""


def _sound(text: str) -> str:
    """The answer without white space around it. Rejected where it is empty, too long, or no text at all."""
    _check(text)
    if not text.strip():
        raise Rejected("empty")
    return text.strip()


def _check(text: str) -> None:
    """Rejected where it is too long, or no text: neither database takes a lone surrogate, and PostgreSQL no NUL."""
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise Rejected("malformed") from None
    if "\0" in text:
        raise Rejected("malformed")
    if size > MAX_ANSWER_BYTES:
        raise Rejected("too_large")


def _queue_next(interview: Interview, number: int, worker: str) -> None:
    jobs.queue(interview, number, next_question(interview), prefers=worker)
    after_commit(current().notices.turn_ready, worker)


def next_question(interview: Interview) -> Ask:
    """Decide what to ask next. It is decided when a turn is queued, and again only when a failed one is retried: the
    worker, its refused wordings and a replay all read the decision from the row."""
    return next_ask(interview.plan, history(interview), interview.is_out_of_time)


def history(interview: Interview) -> list[Exchange]:
    """The questions that were answered, in order."""
    return [turn.exchange for turn in interview.turns.filter(status=Turn.Status.ANSWERED).order_by("number")]


def case(turn: Turn) -> Case:
    """What the interviewer's graph begins with."""
    interview = turn.interview
    return Case(interview.brief, interview.plan, history(interview), turn.ask, jobs.refusals(turn), interview.pk)


def cancel(interview: Interview, number: int, by: str) -> None:
    """Stop the making of a question; again, or when it is over: nothing more happens."""
    turn = _turn(interview, number)
    with transaction.atomic():
        if failed := jobs.cancel(turn, by):
            after_commit(current().notices.closed, jobs.ended(failed.pk))
        else:
            after_commit(current().notices.cancel_wanted, interview.pk, number)


def retry(interview: Interview, number: int) -> None:
    """Ask a failed question again; again while it waits or runs: nothing more happens."""
    turn = _turn(interview, number)
    worker = _holder_after_failure(turn)
    try:
        with transaction.atomic():
            jobs.retry(turn, next_question(interview), worker)
            after_commit(current().notices.turn_ready, worker)
    except jobs.Conflict:
        turn.refresh_from_db()
        if turn.status not in (Turn.Status.QUEUED, Turn.Status.RUNNING):
            raise Rejected("wrong_turn") from None


def _holder_after_failure(turn: Turn) -> str:
    """The worker to try first again. After a failure of its own making another may do better."""
    failed = turn.generation
    if failed is None or failed.failure_code not in jobs.KEEP_WORKER:
        return ""
    return _holder(turn) if failed.worker else turn.prefers  # which nobody claimed before it was cancelled


@transaction.atomic
def save_question(turn: Turn, text: str, record: jobs.Record) -> bool:
    """Save a question that was made; the closing words end the interview. False where the turn was lost."""
    if not jobs.finish(turn, text, record):
        return False
    if turn.kind == Turn.Kind.CLOSE:
        running = Interview.objects.filter(pk=turn.interview_id, status=Interview.Status.RUNNING)
        running.update(status=Interview.Status.FINISHED, finished_at=Now())
    return True


def last_closed(interview: Interview) -> Generation | None:
    """The attempt whose closing event is the newest thing that the database covers."""
    ended = Generation.objects.filter(turn__interview=interview, last_offset__isnull=False)
    return ended.order_by("-pk").first()


def visible_to(user: object) -> Q:
    """Which interviews a signed-in member of staff may see."""
    may = getattr(user, "is_active", False) and getattr(user, "is_staff", False)
    may = may and user.has_perm("interviews.view_interview")  # type: ignore[attr-defined]
    return Q() if may else Q(pk__in=[])
