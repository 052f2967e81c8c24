"""An API key for programs that hold practice interviews."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class ApiKey(models.Model):
    """Opens only the practice interviews that it created. Only the hash of the secret is stored."""

    name = models.CharField(_("name"), max_length=120, help_text=_("What the key is for, and who holds it."))
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    per_minute = models.PositiveSmallIntegerField(
        _("requests per minute"), default=60, validators=[MinValueValidator(1), MaxValueValidator(6000)],
        help_text=_("Further requests are refused."),
    )  # fmt: skip
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+",
        verbose_name=_("created by"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("API key"), _("API keys")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name
