"""One attempt at one question."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from interviews.request_id import MAX_CHARS

from .turn import Turn


class Instructions(models.Model):
    """The beginning of prompts, stored once per text: an attempt stays explainable after a newer version words it anew.

    `text` is the JSON of the messages before the request: instructions and examples.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name, verbose_name_plural = _("instructions"), _("instructions")

    def __str__(self) -> str:
        return self.sha256[:12]


class Generation(models.Model):
    """One attempt at one question. Its primary key is the epoch of its stream positions.

    Created when the turn is claimed and completed when the attempt ends; later only the fields on its speech change.
    """

    class Outcome(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        LOST = "lost", _("lost with its worker")
        REFUSED = "refused", _("refused by the check")
        HANDED_BACK = "handed_back", _("handed back")

    class Source(models.TextChoices):
        MODEL = "model", _("the model")
        BANK = "bank", _("the question bank")

    turn = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="generations", verbose_name=_("turn"))
    attempt = models.PositiveSmallIntegerField(_("attempt"))
    worker = models.CharField(_("worker"), max_length=80)
    request_id = models.CharField(
        _("request"), max_length=MAX_CHARS, blank=True, default="", db_default="",
        help_text=_("The one that queued the question, as the log names it."),
    )  # fmt: skip
    model = models.CharField(_("model"), max_length=200, blank=True)
    model_sha256 = models.CharField(_("model SHA-256"), max_length=64, blank=True)
    source = models.CharField(_("source"), max_length=5, choices=Source, default=Source.MODEL, db_default="model")
    instructions = models.ForeignKey(
        Instructions, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("instructions")
    )
    wording = models.JSONField(
        _("wording"), default=dict, db_default={}, editable=False,
        help_text=_("What a replay needs to make prompt and question again."),
    )  # fmt: skip
    prompt_sha256 = models.CharField(_("prompt SHA-256"), max_length=64, blank=True)
    sampling = models.JSONField(_("sampling"), default=dict, help_text=_("Temperature, seed and the like."))
    prompt_tokens = models.PositiveIntegerField(_("prompt tokens"), null=True)
    completion_tokens = models.PositiveIntegerField(_("completion tokens"), null=True)
    finish_reason = models.CharField(_("finish reason"), max_length=20, blank=True)
    queued_at = models.DateTimeField(_("queued"))
    claimed_at = models.DateTimeField(_("claimed"), db_default=Now())
    first_token_ms = models.PositiveIntegerField(
        _("first token (ms)"), null=True, help_text=_("Since the turn was queued.")
    )
    first_audio_ms = models.PositiveIntegerField(
        _("first audio (ms)"), null=True, help_text=_("Since the turn was queued.")
    )
    total_ms = models.PositiveIntegerField(_("total (ms)"), null=True, help_text=_("Since the turn was queued."))
    ended_at = models.DateTimeField(_("ended"), null=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, default=Outcome.RUNNING)
    failure_code = models.CharField(_("failure"), max_length=20, blank=True)
    failure_reason = models.CharField(_("reason"), max_length=300, blank=True, help_text=_("For operators."))
    # What was written and became no question: it was refused, stopped, or never finished.
    discarded_text = models.TextField(_("discarded text"), blank=True, default="", db_default="")
    sentences = models.PositiveSmallIntegerField(_("sentences"), default=0)
    last_offset = models.PositiveIntegerField(
        _("last offset"), null=True, help_text=_("The offset of the closing event.")
    )
    published = models.BooleanField(_("closing event published"), default=False)
    spoken = models.BooleanField(_("spoken to the end"), default=False)

    class Meta:
        verbose_name, verbose_name_plural = _("attempt"), _("attempts")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["turn", "attempt"], name="attempt_number_once_a_turn"),
        ]
        indexes = [
            models.Index(fields=["claimed_at"], name="attempts_by_time"),
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
    """Return a span in whole milliseconds, at least 0: two clocks may differ slightly."""
    return max(0, round(span / timedelta(milliseconds=1)))
