"""The queue of e-mails to candidates, which is also the log of what became of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from interviews.models.interview import Interview

ANSWER_CHARS = 500


class MailQuerySet(models.QuerySet["Mail"]):
    def to_correct(self) -> MailQuerySet:
        """Return the mails that failed and that somebody should do something about: nothing newer was sent."""
        newer = Mail.objects.filter(interview=OuterRef("interview"), pk__gt=OuterRef("pk"))
        failed = self.filter(~Exists(newer), state=Mail.State.FAILED)
        return failed.exclude(interview__status__in=Interview.OVER)


class Mail(models.Model):
    """One message about an interview, deleted with it. Only `mailing.queue` writes it.

    It has neither an address nor a text nor a link: all three are made when it is sent.
    """

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("invitation")
        REMINDER = "reminder", _("reminder")
        NEW_LINK = "new_link", _("new link")

    class State(models.TextChoices):
        QUEUED = "queued", _("waits to be sent")
        SENDING = "sending", _("is being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        DROPPED = "dropped", _("not sent")

    class Reason(models.TextChoices):
        """Why it was not sent, if the mail server did not say so itself."""

        OVER = "over", _("The interview is over.")
        EXPIRED = "expired", _("The link has expired or was revoked.")
        PAUSED = "paused", _("The interview is paused.")
        REPLACED = "replaced", _("A newer link has replaced this one.")
        NO_ADDRESS = "no_address", _("The candidate has no e-mail address.")
        BAD_ADDRESS = "bad_address", _("No mail can be sent to the candidate’s e-mail address.")
        NO_LINK = "no_link", _("The link cannot be made again. Create a new one.")
        REFUSED = "refused", _("The mail server refused it.")
        GAVE_UP = "gave_up", _("The mail server did not take it for two days.")
        LOST = "lost", _("The worker stopped twice while it was sending. It may have arrived.")

    WAITING = (State.QUEUED, State.SENDING)

    interview = models.ForeignKey(
        Interview, on_delete=models.CASCADE, related_name="mails", verbose_name=_("interview")
    )
    kind = models.CharField(_("e-mail"), max_length=12, choices=Kind)
    # Of the invitation at the time: after a replacement this mail is void.
    invitation_hash = models.CharField(max_length=64, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.QUEUED)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, blank=True, db_default="", default="")
    created_at = models.DateTimeField(_("created"), db_default=Now())
    due_at = models.DateTimeField(_("due"), db_default=Now())
    ended_at = models.DateTimeField(_("sent or given up"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    # Attempts whose worker was lost: whether the server had taken the mail is not known.
    lost = models.PositiveSmallIntegerField(_("attempts without an end"), default=0)
    lease_expires_at = models.DateTimeField(null=True, editable=False)
    answer = models.CharField(_("mail server’s last answer"), max_length=ANSWER_CHARS, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("e-mail"), _("e-mails")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["due_at"], condition=Q(state__in=["queued", "sending"]), name="mails_to_send")]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "kind", "invitation_hash"], condition=Q(state__in=["queued", "sending"]),
                name="one_waiting_mail_of_a_kind",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.interview} · {self.get_kind_display()}"

    @property
    def may_arrive_twice(self) -> bool:
        return self.lost > 0 and self.state == self.State.SENT
