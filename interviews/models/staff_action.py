"""The history of what staff did with an interview, with their reasons."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from .interview import Interview

REASON_CHARS = 300


class StaffAction(models.Model):
    """One thing that a member of staff did. Nobody edits it; it is deleted with its interview.

    `user_name` stays after the account is deleted. `turn` is the number of the question, if the action concerns one.
    """

    class Kind(models.TextChoices):
        INVITE = "invite", _("created an invitation link")
        STOP = "stop", _("stopped the question")
        ASK_AGAIN = "ask_again", _("had the question asked again")
        CANCEL = "cancel", _("cancelled the interview")
        SHOW_LINK = "show_link", _("looked at the invitation link")
        EXTEND = "extend", _("extended the invitation")
        REVOKE = "revoke", _("revoked the invitation")
        PAUSE = "pause", _("paused the interview")
        RESUME = "resume", _("resumed the interview")
        REOPEN = "reopen", _("reopened the interview")
        MORE_TIME = "more_time", _("gave more time")
        EXPORT = "export", _("exported the interview")
        MAIL_LINK = "mail_link", _("sent the link by e-mail")
        REMIND = "remind", _("sent a reminder by e-mail")
        TOLD = "told", _("told the candidate the outcome")

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="staff_actions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    user_name = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=Kind)
    turn = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(_("reason"), max_length=REASON_CHARS, blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name, verbose_name_plural = _("action of staff"), _("actions of staff")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.user_name}: {self.get_kind_display()}"
