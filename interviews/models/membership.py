"""The role of a member of staff, at one position or at all."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .position import Position


class Membership(models.Model):
    """Gives a member of staff a role at a position, or at all positions. `access/roles.py` says what a role may do."""

    class Role(models.TextChoices):
        ADMINISTRATOR = "administrator", _("administrator: everything, and who has which role")
        RECRUITER = "recruiter", _("recruiter: sets up, invites, watches, acts, rates")
        HIRING_MANAGER = "hiring_manager", _("hiring manager: watches, reads, rates and decides")
        OBSERVER = "observer", _("observer: watches while the interview is held")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person"),
        limit_choices_to={"is_staff": True},
    )  # fmt: skip
    position = models.ForeignKey(
        Position, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships",
        verbose_name=_("position"), help_text=_("Leave empty for all positions."),
    )  # fmt: skip
    role = models.CharField(_("role"), max_length=20, choices=Role)

    class Meta:
        verbose_name, verbose_name_plural = _("role of a person"), _("roles of people")
        ordering = ["user", "position"]
        constraints = [
            models.UniqueConstraint(fields=["user", "position"], name="one_role_a_person_and_position"),
            models.UniqueConstraint(
                fields=["user"], condition=Q(position__isnull=True), name="one_role_a_person_everywhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.position or _('all positions')}"
