"""The company that invites: what candidates are told about it."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .nfc_fields import NfcCharField, NfcTextField
from .position import Language

ONLY = 1  # the primary key of the only row
TEXT_CHARS = 4000


class Words(NamedTuple):
    """A text of the company, and the language that it is in."""

    text: str
    language: str


def known_time_zone(name: str) -> None:
    """Raise ValidationError if the name is not one of the time zone database."""
    if name not in available_timezones():
        raise ValidationError(_("Enter a time zone such as Asia/Seoul or Europe/Berlin."))


def _text(name: object, help_text: object) -> NfcTextField:
    return NfcTextField(name, blank=True, max_length=TEXT_CHARS, help_text=help_text)


class Organisation(models.Model):
    """The company that invites candidates. There is at most one row."""

    name = NfcCharField(_("name"), max_length=120, blank=True)
    logo = models.BinaryField(_("logo"), blank=True, default=b"")
    contact_name = NfcCharField(
        _("contact person"), max_length=120, blank=True, help_text=_("Candidates turn to this person.")
    )
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_phone = NfcCharField(_("contact phone"), max_length=60, blank=True)
    privacy_notice_ko = _text(
        _("privacy notice (Korean)"), _("What you do with candidates' data, or the address of a page that says so.")
    )
    privacy_notice_en = _text(_("privacy notice (English)"), _("If one language is empty, the other one is shown."))
    retention_days = models.PositiveIntegerField(
        _("interviews are kept for (days)"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text=_(
            "Candidates are told that their interview is deleted this many days after its end, and then it is. "
            "A position may have its own."
        ),
    )  # fmt: skip
    request_days = models.PositiveSmallIntegerField(
        _("requests about data are answered within (days)"), default=30, db_default=30,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("For a copy, a correction, deletion, an explanation or another look by a person."),
    )  # fmt: skip
    outcome_days = models.PositiveSmallIntegerField(
        _("candidates are told the outcome within (days)"), default=14, db_default=14,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("Counted from the decision. The admin's first page says who is still to be told."),
    )  # fmt: skip
    time_zone = models.CharField(
        _("time zone"), max_length=60, blank=True, validators=[known_time_zone],
        help_text=_("For deadlines. If empty, the server's (setting TIME_ZONE)."),
    )  # fmt: skip
    what_next_ko = _text(
        _("what happens next (Korean)"), _("Shown at the end: who reads the interview, and by when they reply.")
    )
    what_next_en = _text(_("what happens next (English)"), _("If one language is empty, the other one is shown."))
    candidates_keep_transcript = models.BooleanField(
        _("candidates keep their transcript"), default=False,
        help_text=_("After the interview, candidates may read and download what was asked and answered."),
    )  # fmt: skip

    remind_days_before = models.PositiveSmallIntegerField(
        _("remind candidates (days before the deadline)"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("An e-mail to those who have not finished by then. If empty, none is sent by itself."),
    )  # fmt: skip

    class Meta:
        verbose_name = verbose_name_plural = _("company")
        constraints = [models.CheckConstraint(condition=Q(pk=ONLY), name="only_one_organisation")]

    def __str__(self) -> str:
        return self.name or str(_("Company"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = ONLY
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> Organisation:
        """Return the only row, or an empty one that is not saved."""
        return cls.objects.first() or cls()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone or timezone.get_default_timezone_name())

    @property
    def logo_stamp(self) -> str:
        """Return what changes with the logo; "" if there is none."""
        return sha256(self.logo).hexdigest()[:12] if self.logo else ""

    @property
    def has_contact(self) -> bool:
        return bool(self.contact_email or self.contact_phone)

    def privacy_notice(self, language: str) -> Words:
        return self._in("privacy_notice", language)

    def what_next(self, language: str) -> Words:
        return self._in("what_next", language)

    def _in(self, field: str, language: str) -> Words:
        """Return the text in this language, or else in another one, or else an empty one."""
        for code in (language, *Language.values):
            if text := getattr(self, f"{field}_{code}", "").strip():
                return Words(text, code)
        return Words("", language)

    @property
    def missing(self) -> list[str]:
        """Return what candidates ask for and this company has not said yet, in words for its staff."""
        said = {
            _("name"): self.name,
            _("whom candidates turn to (e-mail or phone)"): self.has_contact,
            _("privacy notice"): self.privacy_notice("en").text,
            _("how long interviews are kept"): self.retention_days,
            _("what happens after the interview"): self.what_next("en").text,
        }
        return [str(name) for name, value in said.items() if not value]
