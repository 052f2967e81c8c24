"""The only writer of a turn's state. The database row is the job, and a lease says which attempt works on it.

    queued -> running -> asked -> answered          (a question, then its answer)
                               -> skipped           (the candidate wants the next question instead)
                               -> rephrased         (the candidate wants other words, which the next turn brings)
                      -> closed                     (the closing words take no answer)
                      -> failed -> queued ...       (`retry`)
                      -> running                    (question refused: the same worker's next attempt)

Each step is a conditional update that counts its rows: of concurrent callers one wins. Leases use the database's clock.
"""

import hashlib
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from interviews.interviewer.ask import Ask
from interviews.interviewer.events import Refusal
from interviews.request_id import request_id

from . import metrics
from .models import Generation, Instructions, Interview, Turn, milliseconds, retries_with_another

# After this many workers in a row died with a question, it fails until somebody retries it.
MAX_LOST_ATTEMPTS = 3

CANCELLED = "cancelled"
KEEP_WORKER = {CANCELLED, "empty"}  # failures that are not the worker's fault
RETRYABLE = {CANCELLED, "model_unavailable", "prompt_too_long", "empty", "timeout", "internal"}


class Conflict(Exception):
    """Raised if the turn is not in the state that the caller expected."""


@dataclass(frozen=True, slots=True)
class Record:
    """What an attempt leaves behind in its Generation. Times are in milliseconds since the turn was queued."""

    last_offset: int | None = None  # of the closing event; None if there is none
    sentences: int = 0
    by_bank: bool = False
    instructions: str = ""
    wording: dict[str, Any] = field(default_factory=dict)  # see record/wording_record.py
    prompt_sha256: str = ""
    first_token_ms: int | None = None
    first_audio_ms: int | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    finish_reason: str = ""
    discarded_text: str = ""  # what readers were sent of a question that was stopped or failed


def queue(interview: Interview, number: int, ask: Ask, prefers: str = "") -> Turn:
    """Create a turn that waits for a worker. For GRACE, only the worker named by `prefers` may claim it.

    Raises IntegrityError if the interview has an open turn or the number is taken.
    """
    return Turn.objects.create(interview=interview, number=number, prefers=prefers, **_asked(ask))


def claim(worker: str, lease: timedelta, model: dict[str, Any]) -> Turn | None:
    """Claim the turn that has waited longest, create its Generation, and return it; None if nothing waits.

    Practice interviews come last. `model` holds the Generation's fields that describe the model: model, model_sha256,
    sampling. The turn comes with its interview, position and generation loaded.
    """
    while True:
        waiting = Turn.objects.claimable(worker).order_by("interview__practice", "queued_at", "pk")
        candidate = waiting.values_list("pk", flat=True).first()
        if candidate is None:
            return None
        turn = _claim(candidate, worker, lease, model)
        if turn is not None:
            return turn


@transaction.atomic
def _claim(pk: int, worker: str, lease: timedelta, model: dict[str, Any]) -> Turn | None:
    won = (
        Turn.objects.claimable(worker).filter(pk=pk).update(status=Turn.Status.RUNNING, lease_expires_at=Now() + lease)
    )
    if not won:
        return None
    turn = Turn.objects.select_related("interview__position", "interview__candidate", "generation").get(pk=pk)
    _mark_lost(turn)
    if turn.cancel_by:
        _fail_unasked(turn, worker, CANCELLED, "cancelled while its worker was gone")
        return None
    if turn.lost_attempts >= MAX_LOST_ATTEMPTS:
        _fail_unasked(turn, worker, "internal", f"its worker was lost {turn.lost_attempts} times")
        metrics.dropped(turn, Generation.Outcome.FAILED, "internal")
        return None
    turn.generation = _new_generation(turn, worker=worker, **model)
    turn.save(update_fields=["generation"])
    return turn


def _mark_lost(turn: Turn) -> None:
    lost = Generation.objects.filter(pk=turn.generation_id, outcome=Generation.Outcome.RUNNING)
    if lost.update(outcome=Generation.Outcome.LOST, ended_at=Now()):
        turn.lost_attempts += 1
        turn.save(update_fields=["lost_attempts"])
        metrics.dropped(turn, Generation.Outcome.LOST)


def _new_generation(turn: Turn, **fields: Any) -> Generation:
    attempt = 1 + (turn.generations.aggregate(last=Max("attempt"))["last"] or 0)
    made = Generation(turn=turn, attempt=attempt, queued_at=turn.queued_at, request_id=turn.request_id, **fields)
    made.save(force_insert=True)
    made.refresh_from_db(fields=["claimed_at"])
    return made


def _fail_unasked(turn: Turn, worker: str, code: str, reason: str) -> Generation:
    """Fail a turn that no worker attempted. The Generation exists only to give the closing event an epoch."""
    failed = _new_generation(
        turn, worker=worker, outcome=Generation.Outcome.FAILED, failure_code=code, failure_reason=reason, last_offset=1
    )
    Generation.objects.filter(pk=failed.pk).update(ended_at=Now())
    turn.generation, turn.status, turn.lease_expires_at = failed, Turn.Status.FAILED, None
    turn.save(update_fields=["generation", "status", "lease_expires_at"])
    return failed


def renew(generation_id: int, lease: timedelta) -> bool:
    """Extend the attempt's lease to `lease` from now. Returns False if the attempt no longer holds the turn."""
    return Turn.objects.held_by(generation_id).update(lease_expires_at=Now() + lease) == 1


def is_latest(generation_id: int) -> bool:
    """Return whether this is still its turn's latest attempt."""
    return Turn.objects.filter(generation_id=generation_id).exists()


def cancelled_by(generation_id: int) -> str:
    """Return who asked to stop this attempt; "" if nobody did."""
    return Turn.objects.held_by(generation_id).values_list("cancel_by", flat=True).first() or ""


@transaction.atomic
def finish(turn: Turn, text: str, record: Record) -> bool:
    """Save the finished question. Returns False, and saves nothing, if the attempt no longer holds the turn."""
    status = Turn.Status.CLOSED if turn.kind == Turn.Kind.CLOSE else Turn.Status.ASKED
    won = Turn.objects.held_by(turn.generation_id).update(
        status=status, question=text, lease_expires_at=None, lost_attempts=0, cancel_by=""
    )
    if won:
        _end(turn, Generation.Outcome.DONE, record)
    return won == 1


@transaction.atomic
def ask_again(turn: Turn, refusal: Refusal, record: Record, *, lease: timedelta, model: dict[str, Any]) -> bool:
    """End an attempt whose question the check refused, and begin the same worker's next one.

    `turn.generation` becomes the new attempt, with a higher epoch. `model` is as for `claim`. Returns False if the
    attempt no longer holds the turn. A refusal does not count as a lost worker.
    """
    ended = turn.generation
    if not Turn.objects.held_by(ended.pk).update(lease_expires_at=Now() + lease):
        return False
    kept = replace(record, discarded_text=refusal.text)
    _end(turn, Generation.Outcome.REFUSED, kept, failure_code=refusal.flaw, failure_reason=refusal.detail[:300])
    turn.generation = _new_generation(turn, worker=ended.worker, **model)
    turn.save(update_fields=["generation"])
    return True


def refusals(turn: Turn) -> int:
    """Return the number of refused attempts at the question since it was last queued."""
    return turn.generations.filter(outcome=Generation.Outcome.REFUSED, queued_at=turn.queued_at).count()


@transaction.atomic
def fail(turn: Turn, code: str, reason: str, record: Record) -> bool:
    """End the attempt without a question. Returns False if it no longer holds the turn.

    `code` is a failure code of `question.failed`; `reason` is for operators, and is cut at 300 characters.
    """
    won = Turn.objects.held_by(turn.generation_id).update(status=Turn.Status.FAILED, lease_expires_at=None)
    if won:
        _end(turn, Generation.Outcome.FAILED, record, failure_code=code, failure_reason=reason[:300])
    return won == 1


@transaction.atomic
def hand_back(turn: Turn) -> bool:
    """Put a claimed turn back in the queue, for any worker. Returns False if the attempt no longer holds it."""
    won = Turn.objects.held_by(turn.generation_id).update(status=Turn.Status.QUEUED, lease_expires_at=None, prefers="")
    if won:
        Generation.objects.filter(pk=turn.generation_id).update(outcome=Generation.Outcome.HANDED_BACK, ended_at=Now())
    return won == 1


def _end(turn: Turn, outcome: Any, record: Record, **failure: str) -> None:
    fields = asdict(record) | {"instructions": _kept(record.instructions)}
    if fields.pop("by_bank"):
        fields.update(source=Generation.Source.BANK, model="", model_sha256="", sampling={})
    total_ms = milliseconds(timezone.now() - turn.queued_at)
    Generation.objects.filter(pk=turn.generation_id).update(
        outcome=outcome, ended_at=Now(), total_ms=total_ms, **fields, **failure
    )


def _kept(text: str) -> Instructions | None:
    """Return the row that holds the instructions, which all prompts that begin with them share."""
    if not text:
        return None
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Instructions.objects.get_or_create(sha256=sha256, defaults={"text": text})[0]


def _asked(ask: Ask) -> dict[str, str]:
    return {"kind": ask.move, "topic": ask.topic, "probe": ask.probe, "cue": ask.cue or "", "request_id": request_id()}


@transaction.atomic
def reply(turn: Turn, status: Any, answer: str = "") -> None:
    """Save what the candidate did with an asked question. `status` is one of Turn.REPLIED.

    Raises Conflict if the turn is not waiting for an answer.
    """
    won = Turn.objects.filter(pk=turn.pk, status=Turn.Status.ASKED).update(
        status=status, answer=answer, answered_at=Now()
    )
    if not won:
        raise Conflict(turn.pk)


@transaction.atomic
def cancel(turn: Turn, by: str) -> Generation | None:
    """Stop a question that is being made. `by` is "candidate" or "staff".

    A queued turn fails at once, and the Generation that records this is returned for publishing. A running turn is
    marked for its worker to stop, and None is returned. Nothing changes if the turn is already cancelled or done.
    """
    marked = Turn.objects.filter(pk=turn.pk, status__in=[Turn.Status.QUEUED, Turn.Status.RUNNING], cancel_by="")
    if not marked.update(cancel_by=by):
        return None
    won = Turn.objects.filter(pk=turn.pk, status=Turn.Status.QUEUED).update(
        status=Turn.Status.RUNNING, lease_expires_at=Now()
    )
    if not won:
        return None
    turn.refresh_from_db()
    return _fail_unasked(turn, worker="", code=CANCELLED, reason=f"cancelled by {by} before it was claimed")


@transaction.atomic
def retry(turn: Turn, ask: Ask, prefers: str = "") -> None:
    """Queue a failed turn again, to ask `ask`. For GRACE, only the worker named by `prefers` may claim it.

    Raises Conflict if the turn has not failed, or was queued again too often in a row.
    """
    won = Turn.objects.retryable().filter(pk=turn.pk).update(
        status=Turn.Status.QUEUED, queued_at=Now(), retries=retries_with_another(), lost_attempts=0, cancel_by="",
        prefers=prefers, **_asked(ask),
    )  # fmt: skip
    if not won:
        raise Conflict(turn.pk)


def ended(generation_id: int) -> Generation:
    """Return the record of an attempt that has ended, with its turn and interview loaded."""
    return Generation.objects.select_related("turn__interview").get(pk=generation_id)


def unpublished(older_than: timedelta) -> QuerySet[Generation]:
    """Return the attempts that ended at least `older_than` ago and whose closing event may not be in Redis."""
    return Generation.objects.filter(
        published=False,
        outcome__in=[Generation.Outcome.DONE, Generation.Outcome.FAILED],
        ended_at__lte=Now() - older_than,
    ).select_related("turn__interview")


def mark_spoken(generation_id: int, first_audio_ms: int | None) -> None:
    """Record that the whole question was spoken. Its first sound may have come after the question was saved.

    `first_audio_ms` counts from queueing; None if no sound was sent.
    """
    Generation.objects.filter(pk=generation_id).update(spoken=True, first_audio_ms=first_audio_ms)


def mark_published(generation_id: int) -> None:
    """Record that Redis has the attempt's closing event."""
    Generation.objects.filter(pk=generation_id).update(published=True)


def republish_ended_within(span: timedelta) -> None:
    """Have a sweep publish the closing events of this last span again. Readers drop those they have seen."""
    Generation.objects.filter(published=True, ended_at__gte=Now() - span).update(published=False)
