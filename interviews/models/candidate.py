"""The people who are invited. One person can have several interviews."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from .nfc_fields import NfcCharField

NAME_CHARS = 120


class Candidate(models.Model):
    """A person who is invited to interviews."""

    name = NfcCharField(_("name"), max_length=NAME_CHARS)
    email = models.EmailField(_("e-mail"), blank=True)
    external_id = NfcCharField(
        _("external ID"), max_length=120, blank=True, help_text=_("The person's number in your other systems.")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("candidate"), _("candidates")
        ordering = ["name", "pk"]
        indexes = [models.Index(Lower("email"), name="candidate_email")]
        constraints = [
            models.UniqueConstraint(
                fields=["external_id"], condition=~Q(external_id=""), name="candidate_external_id_once",
                violation_error_message=_("Another candidate has this external ID."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="candidate_has_a_name"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
