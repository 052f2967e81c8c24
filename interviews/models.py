"""The domain: a Position has Interviews, an Interview has Turns, a Turn has Generations (attempts at its question)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .interviewer.plan import Plan
from .interviewer.prompts import Ask, Brief, Exchange, Move
from .turn_query import TurnQuerySet


class Language(models.TextChoices):
    KOREAN = "ko", _("Korean")
    ENGLISH = "en", _("English")


class Position(models.Model):
    """What candidates are interviewed for, and how."""

    slug = models.SlugField(
        _("short name"), unique=True, help_text=_("For links and commands; letters, digits, hyphens.")
    )
    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(
        _("description"), blank=True, max_length=2000, help_text=_("The interviewer reads this.")
    )
    language = models.CharField(_("language"), max_length=2, choices=Language)
    competencies = models.TextField(
        _("competencies"), max_length=2000, help_text=_("One a line, in the order in which they are asked about.")
    )
    question_count = models.PositiveSmallIntegerField(
        _("questions"), default=4, validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("Before the closing words."),
    )  # fmt: skip
    follow_up_limit = models.PositiveSmallIntegerField(
        _("follow-up questions"), default=1, validators=[MaxValueValidator(10)],
        help_text=_("At most so many to a competency while others wait."),
    )  # fmt: skip
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("position"), _("positions")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(condition=Q(question_count__gte=1), name="position_asks_something"),
            models.CheckConstraint(condition=~Q(competencies=""), name="position_has_competencies"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        topics = self.plan.topics
        if not topics:
            raise ValidationError({"competencies": _("Name at least one competency.")})
        if len(set(topics)) < len(topics):
            raise ValidationError({"competencies": _("Each competency may stand here once.")})
        if any(len(topic) > Turn.TOPIC_CHARS for topic in topics):
            raise ValidationError({"competencies": _("A competency has at most 120 characters.")})

    @property
    def plan(self) -> Plan:
        topics = tuple(line.strip() for line in self.competencies.splitlines() if line.strip())
        return Plan(topics, self.question_count, self.follow_up_limit)


class Interview(models.Model):
    """One candidate's interview for one position. `services.py` alone writes its status."""

    class Status(models.TextChoices):
        INVITED = "invited", _("invited")
        READY = "ready", _("ready to begin")
        RUNNING = "running", _("running")
        PAUSED = "paused", _("paused")
        FINISHED = "finished", _("finished")
        CANCELLED = "cancelled", _("cancelled")
        EXPIRED = "expired", _("expired")

    OVER = (Status.FINISHED, Status.CANCELLED, Status.EXPIRED)

    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="interviews", verbose_name=_("position")
    )
    candidate = models.CharField(_("candidate"), max_length=120)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.INVITED, editable=False)
    invitation_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)
    invitation_expires_at = models.DateTimeField(_("invitation expires"), null=True, editable=False)
    consent_version = models.CharField(_("consent text"), max_length=20, blank=True, editable=False)
    consent_language = models.CharField(_("consent language"), max_length=2, blank=True, editable=False)
    consented_at = models.DateTimeField(_("consented"), null=True, editable=False)
    voice = models.BooleanField(_("voice"), default=True, help_text=_("Questions are spoken as well as shown."))
    voice_name = models.CharField(_("whose voice"), max_length=255, blank=True, help_text=_("Left empty: the site's."))
    extra_time_percent = models.PositiveSmallIntegerField(
        _("extra time (%)"), default=0, validators=[MaxValueValidator(300)],
        help_text=_("For candidates who need longer: 25 gives a quarter more."),
    )  # fmt: skip
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    started_at = models.DateTimeField(_("started"), null=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("interview"), _("interviews")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["invited", "expired", "cancelled"]) | Q(consented_at__isnull=False),
                name="interview_goes_on_with_consent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate} · {self.position}"

    @property
    def brief(self) -> Brief:
        return Brief(self.language, self.position.title, self.position.description)

    @property
    def is_over(self) -> bool:
        return self.status in self.OVER

    @property
    def invitation_is_open(self) -> bool:
        return bool(self.invitation_expires_at and self.invitation_expires_at > timezone.now())


class AccessToken(models.Model):
    """A bearer token of the API, kept as its hash; it opens one interview."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="access_tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()


class Turn(models.Model):
    """A question and its answer. `jobs.py` writes its state while a question is made, `services.py` its answer."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("waiting for a worker")
        RUNNING = "running", _("being asked")
        ASKED = "asked", _("asked")
        FAILED = "failed", _("failed")
        ANSWERED = "answered", _("answered")
        CLOSED = "closed", _("closed")

    class Kind(models.TextChoices):
        OPEN = Move.OPEN.value, _("opening")
        FOLLOW_UP = Move.FOLLOW_UP.value, _("follow-up")
        CLARIFY = Move.CLARIFY.value, _("clarification")
        CLOSE = Move.CLOSE.value, _("closing")

    TOPIC_CHARS = 120
    OVER = (Status.ANSWERED, Status.CLOSED)
    DONE = (Status.ASKED, *OVER)

    interview = models.ForeignKey(
        Interview, on_delete=models.CASCADE, related_name="turns", verbose_name=_("interview")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    topic = models.CharField(_("topic"), max_length=TOPIC_CHARS)
    focus = models.CharField(_("focus"), max_length=TOPIC_CHARS, blank=True)
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
    cancel_by = models.CharField(_("cancelled by"), max_length=20, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True)

    objects = TurnQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("turn"), _("turns")
        ordering = ["interview", "number"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "number"], name="turn_number_once_an_interview"),
            models.UniqueConstraint(
                fields=["interview"],
                condition=~Q(status__in=["answered", "closed"]),
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
        return Ask(self.topic, Move(self.kind), self.focus)

    @property
    def exchange(self) -> Exchange:
        return Exchange(self.ask, self.question, self.answer)


class Generation(models.Model):
    """One attempt at one question; its primary key is the epoch of its stream positions.

    A record: made when the turn is claimed, filled in once when the attempt ends; then only its voice may go on.
    """

    class Outcome(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        LOST = "lost", _("lost with its worker")
        HANDED_BACK = "handed_back", _("handed back")

    turn = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="generations", verbose_name=_("turn"))
    attempt = models.PositiveSmallIntegerField(_("attempt"))
    worker = models.CharField(_("worker"), max_length=80)
    model = models.CharField(_("model"), max_length=200, blank=True)
    model_sha256 = models.CharField(_("model SHA-256"), max_length=64, blank=True)
    prompt_sha256 = models.CharField(_("prompt SHA-256"), max_length=64, blank=True)
    sampling = models.JSONField(_("sampling"), default=dict, help_text=_("Temperature, seed and the like."))
    prompt_tokens = models.PositiveIntegerField(_("prompt tokens"), null=True)
    completion_tokens = models.PositiveIntegerField(_("completion tokens"), null=True)
    finish_reason = models.CharField(_("finish reason"), max_length=20, blank=True)
    queued_at = models.DateTimeField(_("queued"))
    claimed_at = models.DateTimeField(_("claimed"), db_default=Now())
    first_token_ms = models.PositiveIntegerField(_("first token (ms)"), null=True, help_text=_("After queueing."))
    first_audio_ms = models.PositiveIntegerField(_("first audio (ms)"), null=True, help_text=_("After queueing."))
    total_ms = models.PositiveIntegerField(_("total (ms)"), null=True, help_text=_("After queueing."))
    ended_at = models.DateTimeField(_("ended"), null=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, default=Outcome.RUNNING)
    failure_code = models.CharField(_("failure"), max_length=20, blank=True)
    failure_reason = models.CharField(_("reason"), max_length=300, blank=True, help_text=_("For operators."))
    sentences = models.PositiveSmallIntegerField(_("sentences"), default=0)
    last_offset = models.PositiveIntegerField(_("last offset"), null=True, help_text=_("Of its closing event."))
    published = models.BooleanField(_("closing event published"), default=False)
    spoken = models.BooleanField(_("spoken to its end"), default=False)

    class Meta:
        verbose_name, verbose_name_plural = _("attempt"), _("attempts")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["turn", "attempt"], name="attempt_number_once_a_turn"),
        ]
        indexes = [
            models.Index(
                fields=["ended_at"],
                condition=Q(published=False, outcome__in=["done", "failed"]),
                name="closing_events_to_publish",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.turn} · {self.attempt}"

    @property
    def queue_ms(self) -> int:
        return milliseconds(self.claimed_at - self.queued_at)

    @property
    def timings(self) -> dict[str, Any]:
        return {
            "queue_ms": self.queue_ms,
            "first_token_ms": self.first_token_ms,
            "first_audio_ms": self.first_audio_ms,
            "total_ms": self.total_ms,
        }


def milliseconds(span: timedelta) -> int:
    """A span in whole milliseconds, never below zero: two clocks may disagree by a little."""
    return max(0, round(span / timedelta(milliseconds=1)))
