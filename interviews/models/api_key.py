"""A key for programs that hold practice interviews."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class ApiKey(models.Model):
    """Kept as its hash; opens the practice interviews that it made, and nothing else."""

    name = models.CharField(_("name"), max_length=120, help_text=_("What it is for, and who has it."))
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    per_minute = models.PositiveSmallIntegerField(
        _("requests a minute"), default=60, validators=[MinValueValidator(1), MaxValueValidator(6000)],
        help_text=_("What goes beyond is refused."),
    )  # fmt: skip
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+",
        verbose_name=_("made by"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("API key"), _("API keys")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name
