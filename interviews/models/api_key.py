"""An API key for programs that hold practice interviews."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .position import Position


class ApiKey(models.Model):
    """Opens only the practice interviews that it created. Only the hash of the secret is stored."""

    name = models.CharField(_("name"), max_length=120, help_text=_("What the key is for, and who holds it."))
    prefix = models.CharField(_("key begins with"), max_length=8, blank=True, db_default="", editable=False)
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    per_minute = models.PositiveSmallIntegerField(
        _("requests per minute"), default=60, validators=[MinValueValidator(1), MaxValueValidator(6000)],
        help_text=_("Further requests are refused."),
    )  # fmt: skip
    practice_per_day = models.PositiveIntegerField(
        _("practice interviews in 24 hours"), default=200, db_default=200, validators=[MinValueValidator(1)],
        help_text=_("Further practice interviews are refused."),
    )  # fmt: skip
    positions = models.ManyToManyField(
        Position, blank=True, related_name="+", verbose_name=_("positions"),
        help_text=_("What the key may practise, apart from the demo positions."),
    )  # fmt: skip
    expires_at = models.DateTimeField(
        _("expires"), null=True, blank=True, help_text=_("If empty, the key is valid until it is revoked.")
    )
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)
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
