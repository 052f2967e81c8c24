"""Requests of candidates to the people who invited them, for example for more time."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .interview import Interview
from .nfc_fields import NfcCharField, NfcTextField

REQUEST_CHARS = 2000
REPLY_TO_CHARS = 200


class CandidateRequest(models.Model):
    """Something that a candidate asks for. Only `services` writes its state."""

    class Kind(models.TextChoices):
        MORE_TIME = "more_time", _("more time")
        PERSON = "person", _("a person instead of the AI interviewer")
        PROBLEM = "problem", _("a problem")
        NEW_LINK = "new_link", _("a new link")
        ACCESS = "access", _("a copy of what is kept about them")
        CORRECTION = "correction", _("a correction of what is kept about them")
        DELETION = "deletion", _("the deletion of what is kept about them")
        EXPLANATION = "explanation", _("an explanation of how it was decided")
        HUMAN_LOOK = "human_look", _("that a person looks again")
        OTHER = "other", _("something else")

    # In many places the law gives people these, and a time by which they must have an answer.
    RIGHTS = (Kind.ACCESS, Kind.CORRECTION, Kind.DELETION, Kind.EXPLANATION, Kind.HUMAN_LOOK)

    class State(models.TextChoices):
        OPEN = "open", _("open")
        GRANTED = "granted", _("granted")
        DECLINED = "declined", _("declined")

    interview = models.ForeignKey(
        Interview, on_delete=models.CASCADE, related_name="requests", verbose_name=_("interview")
    )
    kind = models.CharField(_("asks for"), max_length=20, choices=Kind)
    text = NfcTextField(_("in the candidate's words"), blank=True, max_length=REQUEST_CHARS)
    reply_to = NfcCharField(_("reply to"), blank=True, max_length=REPLY_TO_CHARS)
    created_at = models.DateTimeField(_("asked"), auto_now_add=True)
    due_at = models.DateTimeField(_("answer due"), null=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    note = NfcTextField(_("note"), blank=True, max_length=REQUEST_CHARS, help_text=_("For your colleagues."))
    settled_at = models.DateTimeField(_("settled"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("settled by")
    )

    class Meta:
        verbose_name, verbose_name_plural = _("candidate's request"), _("candidates' requests")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["created_at"], condition=Q(state="open"), name="open_requests")]

    @property
    def is_overdue(self) -> bool:
        return self.state == self.State.OPEN and self.due_at is not None and self.due_at <= timezone.now()

    def __str__(self) -> str:
        return f"{self.interview} · {self.get_kind_display()}"
