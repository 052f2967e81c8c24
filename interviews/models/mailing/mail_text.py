"""The company's own texts of e-mails."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from interviews.models.nfc_fields import NfcCharField, NfcTextField
from interviews.models.position import Language

from .mail import Mail

SUBJECT_CHARS = 150
TEXT_CHARS = 4000


class MailText(models.Model):
    """What an e-mail of a kind says in a language, instead of the standard text."""

    kind = models.CharField(max_length=12, choices=Mail.Kind)
    language = models.CharField(max_length=2, choices=Language)
    subject = NfcCharField(_("subject"), max_length=SUBJECT_CHARS)
    text = NfcTextField(_("text"), max_length=TEXT_CHARS)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "language"], name="one_text_of_a_mail_and_language")]
        default_permissions = ()  # it is part of the company's settings

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_language_display()})"
