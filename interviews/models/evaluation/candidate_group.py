"""Groups that people belong to, as a company imports them to look at its outcomes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from interviews.models.candidate import Candidate
from interviews.models.nfc_fields import NfcCharField

GROUP_CHARS = 60


class CandidateGroup(models.Model):
    """One person's group in one dimension, such as "female" in "sex". Only `monitoring.groups` writes it.

    It is kept apart from candidates and interviews, and no page shows it beside a person: pages have sums alone. Its
    only permission is that of whoever imports groups and reads those sums.
    """

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+")
    dimension = NfcCharField(max_length=GROUP_CHARS)
    value = NfcCharField(max_length=GROUP_CHARS)
    imported_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name, verbose_name_plural = _("group of a candidate"), _("groups of candidates")
        ordering = ["pk"]
        default_permissions = ()
        permissions = [("monitor_outcomes", "Can import groups and read outcomes by group")]
        constraints = [
            models.UniqueConstraint(fields=["candidate", "dimension"], name="one_group_a_dimension"),
            models.CheckConstraint(condition=~Q(dimension="") & ~Q(value=""), name="group_has_names"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"  # without the group: lists of what is deleted show this
