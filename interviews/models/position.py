"""What candidates are interviewed for, and how."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interviews.interviewer.plan import Banked, Plan, Style

TOPIC_CHARS = 120
BANK_QUESTION_CHARS = 500


class Language(models.TextChoices):
    KOREAN = "ko", _("Korean")
    ENGLISH = "en", _("English")


class Position(models.Model):
    """What candidates are interviewed for, and how."""

    slug = models.SlugField(
        _("short name"), unique=True, help_text=_("For links and commands; letters, digits, hyphens.")
    )
    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(
        _("description"), blank=True, max_length=2000, help_text=_("The interviewer reads this.")
    )
    language = models.CharField(_("language"), max_length=2, choices=Language)
    competencies = models.TextField(
        _("competencies"), max_length=2000, help_text=_("One a line, in the order in which they are asked about.")
    )
    question_count = models.PositiveSmallIntegerField(
        _("questions"), default=4, validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("Before the closing words."),
    )  # fmt: skip
    follow_up_limit = models.PositiveSmallIntegerField(
        _("follow-up questions"), default=1, validators=[MaxValueValidator(10)],
        help_text=_("At most so many to a competency while others wait."),
    )  # fmt: skip
    style = models.CharField(
        _("way of asking"), max_length=10, choices=[
            (Style.ADAPTIVE.value, _("adaptive: the model writes every question")),
            (Style.MIXED.value, _("mixed: competencies open with a bank question, the model follows up")),
            (Style.VERBATIM.value, _("verbatim: bank questions only, word for word")),
        ], default=Style.ADAPTIVE.value, db_default=Style.ADAPTIVE.value,
    )  # fmt: skip
    time_limit_minutes = models.PositiveSmallIntegerField(
        _("time limit (minutes)"), default=0, db_default=0, validators=[MaxValueValidator(480)],
        help_text=_("The question that follows its end is the closing one. 0: no limit."),
    )  # fmt: skip
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("position"), _("positions")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(condition=Q(question_count__gte=1), name="position_asks_something"),
            models.CheckConstraint(condition=~Q(competencies=""), name="position_has_competencies"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        topics = self.topics
        if not topics:
            raise ValidationError({"competencies": _("Name at least one competency.")})
        if len(set(topics)) < len(topics):
            raise ValidationError({"competencies": _("Each competency may stand here once.")})
        if any(len(topic) > TOPIC_CHARS for topic in topics):
            raise ValidationError({"competencies": _("A competency has at most 120 characters.")})

    def can_be_held_in(self, language: str) -> bool:
        """Its bank is in its own language: in another one nothing could be asked word for word."""
        return self.style != Style.VERBATIM or language == self.language

    @property
    def topics(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.competencies.splitlines() if line.strip())

    @property
    def plan(self) -> Plan:
        """Read from the database, bank and all."""
        bank = tuple(Banked(question.topic, question.text) for question in self.bank.all())
        return Plan(self.topics, self.question_count, self.follow_up_limit, Style(self.style), bank)


class BankQuestion(models.Model):
    """A question that the company wrote: asked word for word, or where the model found none that may be asked."""

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="bank", verbose_name=_("position"))
    topic = models.CharField(_("competency"), max_length=TOPIC_CHARS, help_text=_("One of the position's."))
    text = models.CharField(
        _("question"), max_length=BANK_QUESTION_CHARS,
        help_text=_("Once it is edited, running interviews take it for another one."),
    )  # fmt: skip

    class Meta:
        verbose_name, verbose_name_plural = _("bank question"), _("question bank")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["position", "text"], name="bank_question_once_a_position"),
            models.CheckConstraint(condition=~Q(text=""), name="bank_question_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
