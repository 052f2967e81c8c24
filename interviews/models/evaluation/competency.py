"""What a position's candidates are asked about and rated by."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interviews.evaluation.rubric import ANCHORED, RubricCompetency
from interviews.models.nfc_fields import NfcCharField, NfcTextField

TOPIC_CHARS = 120
ANCHOR_CHARS = 500


def _anchor(name: object) -> NfcTextField:
    return NfcTextField(name, blank=True, default="", max_length=ANCHOR_CHARS)


class Competency(models.Model):
    """A competency of a position. The anchors say how somebody acts who earns that score; they are optional."""

    position = models.ForeignKey(
        "Position", on_delete=models.CASCADE, related_name="competencies", verbose_name=_("position")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    name = NfcCharField(_("competency"), max_length=TOPIC_CHARS)
    anchor_1 = _anchor(_("what earns a 1"))
    anchor_3 = _anchor(_("what earns a 3"))
    anchor_5 = _anchor(_("what earns a 5"))

    class Meta:
        verbose_name, verbose_name_plural = _("competency"), _("competencies")
        ordering = ["position", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["position", "name"], name="competency_once_a_position",
                violation_error_message=_("Name each competency only once."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="competency_has_a_name"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def in_rubric(self) -> RubricCompetency:
        return RubricCompetency(self.name, {score: getattr(self, f"anchor_{score}") for score in ANCHORED})
