"""What candidates are interviewed for, and how."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interviews.evaluation.rubric import Rubric
from interviews.interviewer.feasibility import Fault, fault_of, most_questions
from interviews.interviewer.plan import Banked, Plan, Style
from interviews.nfc import nfc

from .evaluation.competency import TOPIC_CHARS, Competency
from .nfc_fields import NfcCharField, NfcTextField

BANK_QUESTION_CHARS = 500


class Language(models.TextChoices):
    KOREAN = "ko", _("Korean")
    ENGLISH = "en", _("English")


class PositionQuerySet(models.QuerySet["Position"]):
    """Creates positions together with their competencies."""

    @transaction.atomic
    def create(self, *, competencies: str = "", **fields: Any) -> Position:
        """Create a position. `competencies` has one a line; ValueError if it has none."""
        position = super().create(**fields)
        position.name_competencies(competencies)
        return position


class Position(models.Model):
    """What candidates are interviewed for, and how."""

    slug = models.SlugField(
        _("short name"), unique=True, help_text=_("Used in links and commands: letters, digits, hyphens.")
    )
    title = NfcCharField(_("title"), max_length=120)
    description = NfcTextField(
        _("description"), blank=True, max_length=2000, help_text=_("The interviewer reads this.")
    )
    language = models.CharField(_("language"), max_length=2, choices=Language)
    question_count = models.PositiveSmallIntegerField(
        _("questions"), default=4, validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("Not counting the closing words."),
    )  # fmt: skip
    follow_up_limit = models.PositiveSmallIntegerField(
        _("follow-up questions"), default=1, validators=[MaxValueValidator(10)],
        help_text=_("Maximum per competency while other competencies remain."),
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
        help_text=_("Once it has passed, the next question is the closing one. 0: no limit."),
    )  # fmt: skip
    voice_name = models.CharField(
        _("voice name"), max_length=255, blank=True, db_default="", help_text=_("If empty, the site's default voice.")
    )
    retention_days = models.PositiveIntegerField(
        _("interviews are kept for (days)"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        help_text=_("After their end; then they are deleted. If empty, as long as the company says."),
    )  # fmt: skip
    decisions_need_two = models.BooleanField(
        _("decisions need two people"), default=False, db_default=False,
        help_text=_("A decision about a candidate holds once a second person has confirmed it."),
    )  # fmt: skip
    is_assessed = models.BooleanField(
        _("a model looks for evidence"), default=False, db_default=False,
        help_text=_("After a person has rated, and only if they ask. It decides nothing. See docs/assessment.md."),
    )  # fmt: skip
    assessed_despite = NfcTextField(
        _("reason to use a model that was not good enough"), blank=True, db_default="", max_length=1000,
        help_text=_("Only administrators. The audit trail keeps that you did so."),
    )  # fmt: skip
    # services.assessments.identity of the model that the position was allowed; "" while no model assesses.
    assessed_by = models.CharField(max_length=330, blank=True, db_default="", editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = PositionQuerySet.as_manager()
    # The names that a form is about to give the competencies; None to read them from the database.
    typed_topics: tuple[str, ...] | None = None

    class Meta:
        verbose_name, verbose_name_plural = _("position"), _("positions")
        ordering = ["title"]
        permissions = [("override_assessor", "Can let a model assess that was not good enough when it was measured")]
        constraints = [
            models.CheckConstraint(condition=Q(question_count__gte=1), name="position_asks_something"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        topics = self.topics
        if topics and self.question_count and self.follow_up_limit is not None:
            self._clean_question_count(Plan(topics, self.question_count, self.follow_up_limit, Style(self.style)))

    def _clean_question_count(self, plan: Plan) -> None:
        """Raise ValidationError for a number of questions that does not fit the competencies. The bank comes later."""
        fault = fault_of(plan)
        if fault is Fault.TOO_FEW_QUESTIONS:
            message = _("Ask at least %(count)d questions: one for each competency.")
            raise ValidationError({"question_count": message % {"count": len(plan.topics)}})
        if fault is Fault.TOO_MANY_QUESTIONS:
            message = _("With these competencies and follow-up questions, %(count)d can be asked without repetition.")
            raise ValidationError({"question_count": message % {"count": most_questions(plan)}})

    def can_be_held_in(self, language: str) -> bool:
        """Return whether interviews may be in `language`: a verbatim position has questions only in its own."""
        return self.style != Style.VERBATIM or language == self.language

    def voice_in(self, language: str) -> str:
        """Return the name of the voice of interviews in `language`, "" for the site's default: a voice speaks one."""
        return self.voice_name if language == self.language else ""

    @property
    def topics(self) -> tuple[str, ...]:
        if self.typed_topics is not None:
            return self.typed_topics
        return self.rubric.names

    @property
    def rubric(self) -> Rubric:
        """What candidates are rated by, read from the database."""
        return Rubric(tuple(each.in_rubric for each in self.competencies.all()) if self.pk else ())

    @transaction.atomic
    def name_competencies(self, lines: str) -> None:
        """Let the position have these competencies, one a line. Those that stay keep their anchors."""
        names = list(dict.fromkeys(nfc(line).strip() for line in lines.splitlines() if line.strip()))
        if not names:
            raise ValueError("competencies: name at least one, one a line")
        self.competencies.exclude(name__in=names).delete()
        for order, name in enumerate(names, 1):
            Competency.objects.update_or_create(position=self, name=name, defaults={"order": order})

    @property
    def plan(self) -> Plan:
        """The plan, with the question bank read from the database."""
        bank = tuple(Banked(question.topic, question.text) for question in self.bank.all())
        return Plan(self.topics, self.question_count, self.follow_up_limit, Style(self.style), bank)


class BankQuestion(models.Model):
    """A question that the company wrote, asked verbatim, or if the model writes no acceptable one."""

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="bank", verbose_name=_("position"))
    topic = NfcCharField(_("competency"), max_length=TOPIC_CHARS, help_text=_("One of the position's competencies."))
    text = NfcCharField(
        _("question"), max_length=BANK_QUESTION_CHARS,
        help_text=_("If you edit it, running interviews treat it as a new question."),
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
