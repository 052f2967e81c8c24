"""A question and its answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from interviews.interviewer.ask import Ask, Button, Cue, Exchange, Move, Probe
from interviews.request_id import MAX_CHARS

from .evaluation.competency import TOPIC_CHARS
from .interview import Interview

# How long only the preferred worker may claim a queued turn. Another worker would need longer than this to read the
# interview, and a candidate whose worker is busy waits at most this much longer.
GRACE = timedelta(milliseconds=300)

# People may have a failed question asked again this often in a row, which ends once it has been left alone for a while.
MAX_RETRIES = 5
RETRY_REST = timedelta(minutes=10)


class TurnQuerySet(models.QuerySet["Turn"]):
    """Conditions on turns, compared by the database's clock."""

    def claimable(self, worker: str) -> TurnQuerySet:
        """Return the turns that this worker may claim: queued ones, and those whose lease has expired."""
        open_to_it = Q(prefers__in=["", worker]) | Q(queued_at__lte=Now() - GRACE)
        abandoned = Q(status=Turn.Status.RUNNING, lease_expires_at__lt=Now())
        return self.filter(Q(status=Turn.Status.QUEUED) & open_to_it | abandoned)

    def retryable(self) -> TurnQuerySet:
        """Return the failed turns that people may have asked again."""
        return self.filter(_has_rested() | Q(retries__lt=MAX_RETRIES), status=Turn.Status.FAILED)

    def held_by(self, generation_id: int) -> TurnQuerySet:
        """Return the turn, as long as this attempt still holds it."""
        return self.filter(generation_id=generation_id, status=Turn.Status.RUNNING)


def _has_rested() -> Q:
    return Q(queued_at__lte=Now() - RETRY_REST)


def retries_with_another() -> Case:
    """Return the expression for a turn's `retries` after one more."""
    return Case(When(_has_rested(), then=Value(1)), default=F("retries") + 1)


class Turn(models.Model):
    """A question and its answer. Only `jobs.py` writes its state."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("waiting for a worker")
        RUNNING = "running", _("being asked")
        ASKED = "asked", _("asked")
        FAILED = "failed", _("failed")
        ANSWERED = "answered", _("answered")
        SKIPPED = "skipped", _("skipped")
        REPHRASED = "rephrased", _("put in other words")
        CLOSED = "closed", _("closed")

    class Kind(models.TextChoices):
        OPEN = Move.OPEN.value, _("opening")
        FOLLOW_UP = Move.FOLLOW_UP.value, _("follow-up")
        CLARIFY = Move.CLARIFY.value, _("clarification")
        CLOSE = Move.CLOSE.value, _("closing")

    REPLIED = (Status.ANSWERED, Status.SKIPPED, Status.REPHRASED)
    OVER = (*REPLIED, Status.CLOSED)
    DONE = (Status.ASKED, *OVER)

    interview = models.ForeignKey(
        Interview, on_delete=models.CASCADE, related_name="turns", verbose_name=_("interview")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    topic = models.CharField(_("topic"), max_length=TOPIC_CHARS)
    probe = models.CharField(_("asks for"), max_length=10, default=Probe.CASE.value, db_default=Probe.CASE.value)
    cue = models.CharField(_("asked again because"), max_length=10, blank=True, default="", db_default="")
    question = models.TextField(_("question"), blank=True)
    answer = models.TextField(_("answer"), blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.QUEUED)
    queued_at = models.DateTimeField(_("queued"), db_default=Now())
    prefers = models.CharField(_("preferred worker"), max_length=80, blank=True, default="", db_default="")
    lease_expires_at = models.DateTimeField(_("lease expires"), null=True)
    generation = models.ForeignKey(
        "Generation", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("attempt")
    )
    lost_attempts = models.PositiveSmallIntegerField(_("attempts lost with their worker"), default=0)
    interrupted_seconds = models.PositiveIntegerField(
        _("interviewer away (s)"), default=0, db_default=0, help_text=_("While the candidate waited for the question.")
    )
    retries = models.PositiveSmallIntegerField(_("retries in a row"), default=0, db_default=0)
    cancel_by = models.CharField(_("cancelled by"), max_length=20, blank=True)
    request_id = models.CharField(_("request"), max_length=MAX_CHARS, blank=True, default="", db_default="")
    answered_at = models.DateTimeField(_("answered"), null=True)

    objects = TurnQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("turn"), _("turns")
        ordering = ["interview", "number"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "number"], name="turn_number_once_an_interview"),
            models.UniqueConstraint(
                fields=["interview"],
                condition=~Q(status__in=["answered", "skipped", "rephrased", "closed"]),
                name="one_open_turn_an_interview",
            ),
            models.CheckConstraint(
                condition=~Q(status="running") | Q(lease_expires_at__isnull=False), name="running_turn_has_a_lease"
            ),
        ]
        indexes = [
            models.Index(
                fields=["queued_at"], condition=Q(status__in=["queued", "running"]), name="turns_that_wait_or_run"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.interview} · {self.number}"

    @property
    def ask(self) -> Ask:
        return Ask(self.topic, Move(self.kind), Probe(self.probe), Cue(self.cue) if self.cue else None)

    @property
    def exchange(self) -> Exchange:
        return Exchange(self.ask, self.question, self.answer, _BUTTONS.get(self.status))


_BUTTONS: dict[Any, Button] = {Turn.Status.SKIPPED: Button.SKIP, Turn.Status.REPHRASED: Button.REPHRASE}
