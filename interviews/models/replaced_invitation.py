"""Invitation links that a newer one has replaced."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .interview import Interview


class ReplacedInvitation(models.Model):
    """The hash of a token that no longer opens its interview, so that its holder can be told why."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="replaced_invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    replaced_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("replaced link"), _("replaced links")
