"""One candidate's interview, and the tokens that open it."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interviews.evaluation.rubric import Rubric
from interviews.interviewer.ask import Brief
from interviews.interviewer.plan import Plan, Style

from .api_key import ApiKey
from .candidate import NAME_CHARS, Candidate
from .frozen_plan import FrozenPlan
from .nfc_fields import NfcCharField
from .position import Language, Position

MOST_EXTRA_TIME = 300  # percent of the position's time limit


class Interview(models.Model):
    """One candidate's interview for one position. Only `services` writes its status."""

    class Status(models.TextChoices):
        INVITED = "invited", _("invited")
        READY = "ready", _("ready to begin")
        RUNNING = "running", _("running")
        PAUSED = "paused", _("paused")
        FINISHED = "finished", _("finished")
        CANCELLED = "cancelled", _("cancelled")
        EXPIRED = "expired", _("expired")

    OVER = (Status.FINISHED, Status.CANCELLED, Status.EXPIRED)

    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="interviews", verbose_name=_("position")
    )
    candidate = models.ForeignKey(
        Candidate, on_delete=models.CASCADE, null=True, related_name="interviews", verbose_name=_("candidate")
    )
    practised_by = NfcCharField(_("practised by"), max_length=NAME_CHARS, blank=True, editable=False, db_default="")
    language = models.CharField(_("language"), max_length=2, choices=Language)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.INVITED, editable=False)
    invitation_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)
    # `access.tokens.invitation_token` makes the link's token from it. "" if the caller gave a token of its own.
    invitation_nonce = models.CharField(max_length=32, blank=True, editable=False, db_default="", default="")
    invitation_expires_at = models.DateTimeField(_("invitation expires"), null=True, editable=False)
    opened_at = models.DateTimeField(_("opened"), null=True, editable=False)  # the latest link, by a person
    consent_version = models.CharField(_("consent text"), max_length=20, blank=True, editable=False)
    consent_language = models.CharField(_("consent language"), max_length=2, blank=True, editable=False)
    consented_at = models.DateTimeField(_("consented"), null=True, editable=False)
    voice = models.BooleanField(_("voice"), default=True, help_text=_("Questions are spoken as well as shown."))
    voice_name = models.CharField(
        _("voice name"), max_length=255, blank=True, help_text=_("If empty, the position's voice.")
    )
    extra_time_percent = models.PositiveSmallIntegerField(
        _("extra time (%)"), default=0, validators=[MaxValueValidator(MOST_EXTRA_TIME)],
        help_text=_("For candidates who need longer: 25 gives a quarter more."),
    )  # fmt: skip
    given_back_seconds = models.PositiveIntegerField(
        _("time given back (s)"), default=0, db_default=0, editable=False,
        help_text=_("For as long as the interviewer was away."),
    )  # fmt: skip
    stopped_at = models.DateTimeField(_("clock stopped"), null=True, editable=False)  # while paused, or once cancelled
    practice = models.BooleanField(_("practice"), default=False, db_default=False, editable=False)
    api_key = models.ForeignKey(
        ApiKey, on_delete=models.SET_NULL, null=True, editable=False, related_name="interviews",
        verbose_name=_("API key"),
    )  # fmt: skip
    frozen = models.JSONField(null=True, editable=False)  # FrozenPlan.to_json(), from the start of the interview on
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    started_at = models.DateTimeField(_("started"), null=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn by the candidate"), null=True, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("interview"), _("interviews")
        ordering = ["-created_at", "-pk"]
        permissions = [
            ("evaluate_interview", "Can rate what was said in interviews, and read the ratings of others afterwards"),
            ("decide_interview", "Can decide about the candidates of interviews"),
        ]
        # A list of thousands shows the newest hundred, and works the rest of its columns out for them alone.
        indexes = [models.Index(fields=["-created_at", "-id"], name="interview_newest_first")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["invited", "expired", "cancelled"])
                | Q(consented_at__isnull=False)
                | Q(practice=True),
                name="interview_goes_on_with_consent",
            ),
            models.CheckConstraint(
                condition=Q(candidate__isnull=False) | Q(practice=True), name="interview_has_a_candidate"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.position}"

    @property
    def name(self) -> str:
        """The candidate's name, or the name of who practises."""
        return self.candidate.name if self.candidate else self.practised_by

    def clean(self) -> None:
        if self.position_id and not self.position.can_be_held_in(self.language):
            raise ValidationError(
                {"language": _("This position asks its questions verbatim, so only in its own language.")}
            )

    @property
    def brief(self) -> Brief:
        source = self._frozen or self.position
        return Brief(self.language, source.title, source.description)

    @property
    def plan(self) -> Plan:
        """The plan by which the interview is held: the position's, until the interview has begun."""
        return (self._frozen or FrozenPlan.of(self.position, self.language)).plan

    @property
    def rubric(self) -> Rubric:
        """What the interview is rated by: as its position had it when it began.

        If no anchors were written by then, they are those that the position has now for the same competencies.
        """
        frozen = self._frozen
        if frozen is None:
            return self.position.rubric
        return frozen.rubric if frozen.rubric.is_anchored else frozen.rubric.anchored_by(self.position.rubric)

    @property
    def question_count(self) -> int:
        """The number of planned questions, without the closing words."""
        return self._frozen.plan.questions if self._frozen else self.position.question_count

    @property
    def speaking_voice(self) -> str:
        """The name of the voice that asks: the interview's own or the position's, "" for the site's default."""
        frozen = self._frozen
        return self.voice_name or (frozen.voice_name if frozen else self.position.voice_in(self.language))

    @property
    def asks_a_model(self) -> bool:
        return self.plan.style is not Style.VERBATIM

    @property
    def _frozen(self) -> FrozenPlan | None:
        return FrozenPlan.from_json(self.frozen) if self.frozen else None

    @property
    def is_over(self) -> bool:
        return self.status in self.OVER

    @property
    def is_out_of_time(self) -> bool:
        return bool(self.ends_at and timezone.now() >= self.ends_at)

    @property
    def ends_at(self) -> datetime | None:
        """When the time of an interview that has begun is up; None if it has no limit or has not begun.

        While the interview is paused it moves on, so that the time that is left stays the same.
        """
        if not (self.started_at and self.minutes):
            return None
        return self.started_at + timedelta(minutes=self.minutes, seconds=self.given_back_seconds) + self._stopped_for

    @property
    def _stopped_for(self) -> timedelta:
        return timezone.now() - self.stopped_at if self.stopped_at else timedelta()

    @property
    def ends_at_text(self) -> str:
        """Return `ends_at` as events and the API have it; "" for None, and once the interview is over."""
        return self.ends_at.isoformat(timespec="seconds") if self.ends_at and not self.is_over else ""

    @property
    def minutes(self) -> int:
        """The time limit in minutes, including this candidate's extra time; 0 for no limit."""
        source = self._frozen or self.position
        return ceil(source.time_limit_minutes * (100 + self.extra_time_percent) / 100)

    @property
    def invitation_is_open(self) -> bool:
        return bool(self.invitation_expires_at and self.invitation_expires_at > timezone.now())


class AccessToken(models.Model):
    """A bearer token that opens one interview in the API. Only its hash is stored."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="access_tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name, verbose_name_plural = _("access token"), _("access tokens")
