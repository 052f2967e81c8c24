"""What people decided about a candidate, and why."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from interviews.models.interview import Interview
from interviews.models.nfc_fields import NfcTextField

from .scorecard import Scorecard

DECISION_REASON_CHARS = 2000


class DecisionQuerySet(models.QuerySet["Decision"]):
    def effective(self) -> DecisionQuerySet:
        """Return those that hold, of which the newest counts: a second person has confirmed them, if one must."""
        return self.filter(Q(needs_confirmation=False) | Q(confirmed_at__isnull=False))


class Decision(models.Model):
    """One decision of a person. Only `services.decisions` writes it.

    It never changes but for its confirmation, and for `told_at`, when somebody noted that they had told the candidate
    (`services.outcomes`): who decides otherwise later adds another. `scorecards` are those that it
    rests on. Names stay after accounts are deleted.
    """

    class Verdict(models.TextChoices):
        ADVANCE = "advance", _("goes on")
        HOLD = "hold", _("on hold")
        REJECT = "reject", _("does not go on")
        WITHDRAWN = "withdrawn", _("has withdrawn")

    # Nobody rates any more after these.
    FINAL = (Verdict.ADVANCE, Verdict.REJECT, Verdict.WITHDRAWN)

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="decisions")
    verdict = models.CharField(_("decision"), max_length=10, choices=Verdict)
    reason = NfcTextField(_("reason"), max_length=DECISION_REASON_CHARS)
    scorecards = models.ManyToManyField(Scorecard, related_name="decisions")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_by_name = models.CharField(max_length=150)
    decided_at = models.DateTimeField(db_default=Now())
    needs_confirmation = models.BooleanField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    confirmed_by_name = models.CharField(max_length=150, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("decision"), _("decisions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_a_reason"),
            models.CheckConstraint(condition=~Q(confirmed_by=F("decided_by")), name="decision_confirmed_by_another"),
        ]

    def __str__(self) -> str:
        return f"{self.decided_by_name}: {self.get_verdict_display()}"

    @property
    def is_pending(self) -> bool:
        return self.needs_confirmation and self.confirmed_at is None
