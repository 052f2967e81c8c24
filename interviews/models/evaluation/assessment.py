"""What a model found in an interview: evidence for people, which decides nothing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from interviews.evaluation.rubric import SCORES, VERSION_CHARS
from interviews.models.interview import Interview
from interviews.models.nfc_fields import NfcCharField

from .competency import TOPIC_CHARS

REASON_ROOM = 300  # characters; prompts ask for fewer


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def claimable(self) -> AssessmentQuerySet:
        """Return the passes that a worker may claim: those that wait, and those whose lease has expired."""
        lost = Q(state=Assessment.State.RUNNING, lease_expires_at__lt=Now())
        return self.filter(Q(state=Assessment.State.WAITING) | lost)

    def open(self) -> AssessmentQuerySet:
        """Return the passes that are still to end."""
        return self.filter(state__in=Assessment.OPEN)


class Assessment(models.Model):
    """One pass of a model about one competency of an interview.

    `services.assessments` adds passes, `assessing.queue` writes what became of them, and nothing changes one that has
    ended: who asks again gets new passes in another round. `order` is the competency's place in the rubric, from 1.
    `quotes` has `[turn, start, end]` for each quotation: the turn's number and the offsets in its answer, in code
    points. A finished pass without a rating means: there is not enough evidence.

    Of what was said about the competency the model did not read `withheld` passages because of what they touch,
    `left_out` because the prompt had no more room, and those at `orders` (in the form of `quotes`) because they speak
    to the software; `dropped` quotations were not in the answers.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for a worker")
        RUNNING = "running", _("being made")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    OPEN = (State.WAITING, State.RUNNING)

    class Failure(models.TextChoices):
        MODEL_UNAVAILABLE = "model_unavailable", _("The model could not be reached.")
        TIMEOUT = "timeout", _("The model took too long.")
        PROMPT_TOO_LONG = "prompt_too_long", _("The answers are longer than the model can read.")
        UNREADABLE = "unreadable", _("What the model wrote is not in the form of an assessment.")
        OTHER_MODEL = "other_model", _("The worker has another model than the one that this position was allowed.")
        RUBRIC = "rubric", _("The position’s competencies have changed since.")
        NOT_ALLOWED = "not_allowed", _("It was no longer allowed when a worker began.")
        LOST = "lost", _("Its workers ended before they were done.")
        INTERNAL = "internal", _("An error of this service. The worker’s log says more.")

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="assessments")
    round = models.PositiveSmallIntegerField()
    order = models.PositiveSmallIntegerField()
    competency = NfcCharField(max_length=TOPIC_CHARS)
    number = models.PositiveSmallIntegerField()  # of the pass, from 1
    seed = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    failure = models.CharField(max_length=20, choices=Failure, blank=True)
    quotes = models.JSONField(default=list)
    rating = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(max_length=REASON_ROOM, blank=True)
    dropped = models.PositiveIntegerField(default=0)
    withheld = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    orders = models.JSONField(default=list)
    model = models.CharField(max_length=255, blank=True)
    model_sha256 = models.CharField(max_length=64, blank=True)  # of its file; "" for a server's
    prompt_sha256 = models.CharField(max_length=64, blank=True)  # "" if there was nothing to read
    rubric_version = models.CharField(max_length=VERSION_CHARS)
    lease_expires_at = models.DateTimeField(null=True)
    claims = models.PositiveIntegerField(default=0)  # counts the workers that began it
    losses = models.PositiveSmallIntegerField(default=0)  # and those that died with it
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_by_name = models.CharField(max_length=150)
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("assessment by a model"), _("assessments by a model")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "competency", "round", "number"], name="one_row_a_pass"),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__range=(SCORES[0], SCORES[-1]), state="done"),
                name="pass_rates_from_1_to_5",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], finished_at__isnull=True)
                | Q(state__in=["done", "failed"], finished_at__isnull=False),
                name="ended_pass_has_its_time",
            ),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(state__in=["waiting", "running"]), name="passes_to_make")]

    @property
    def on_record(self) -> dict[str, Any]:
        """The pass for programs, without any words of the interview: its result, and what it was made with."""
        names = ("competency", "round", "number", "state", "failure", "rating")
        made_with = ("model", "model_sha256", "prompt_sha256", "seed", "rubric_version")
        return {name: getattr(self, name) for name in (*names, *made_with)}

    def __str__(self) -> str:
        return f"{self.competency} · {self.number}: {self.get_state_display()}"
