"""What a person makes of an interview: a rating of each competency, with what the candidate said as its evidence."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from interviews.evaluation.rubric import SCORES, Rubric
from interviews.models.interview import Interview
from interviews.models.nfc_fields import NfcCharField, NfcTextField
from interviews.models.turn import Turn

from .competency import TOPIC_CHARS

NOTE_CHARS = 2000
MAX_QUOTES = 20  # for one competency


class ScorecardQuerySet(models.QuerySet["Scorecard"]):
    def newest_first(self) -> ScorecardQuerySet:
        return self.order_by("-pk")

    def submitted(self) -> ScorecardQuerySet:
        return self.filter(state=Scorecard.State.SUBMITTED)

    def current(self) -> ScorecardQuerySet:
        """Return the newest submitted scorecard of each rater of an interview: those that count."""
        same = Q(rater=models.OuterRef("rater"))
        gone = Q(rater=None, rater_name=models.OuterRef("rater_name"))
        later = Scorecard.objects.submitted().filter(
            same | gone, interview=models.OuterRef("interview"), pk__gt=models.OuterRef("pk")
        )
        return self.submitted().exclude(models.Exists(later))


class Scorecard(models.Model):
    """One version of a rater's scorecard. Only `services.scorecards` writes it.

    A rater has at most one draft of an interview, which nobody else sees. A submitted version never changes: changes
    are a new draft and a new version. `revision` counts a rater's saves of an interview; `editor` names the page that
    saved last. WAIVED means that the person read what others submitted, and so rates no more.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        WAIVED = "waived", _("read without rating")

    class Recommendation(models.TextChoices):
        STRONG_YES = "strong_yes", _("clearly yes")
        YES = "yes", _("rather yes")
        NO = "no", _("rather no")
        STRONG_NO = "strong_no", _("clearly no")

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="scorecards")
    rater = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    rater_name = models.CharField(max_length=150)  # stays after the account is deleted
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    rubric = models.JSONField()  # Rubric.to_json(), as the rater saw it
    rubric_version = models.CharField(max_length=16)
    recommendation = models.CharField(_("recommendation"), max_length=10, choices=Recommendation, blank=True)
    revision = models.PositiveIntegerField(default=0)
    editor = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    submitted_at = models.DateTimeField(null=True)

    objects = ScorecardQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("scorecard"), _("scorecards")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "rater"], condition=Q(state="draft"), name="one_draft_a_rater_and_interview"
            ),
            models.CheckConstraint(
                condition=~Q(state="submitted") | Q(submitted_at__isnull=False) & ~Q(recommendation=""),
                name="submitted_scorecard_recommends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rater_name}: {self.get_state_display()}"

    @property
    def seen_rubric(self) -> Rubric:
        return Rubric.from_json(self.rubric)


class Rating(models.Model):
    """A rater's view of one competency. A rated one without a score means: there is not enough evidence."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="ratings")
    order = models.PositiveSmallIntegerField()
    competency = NfcCharField(max_length=TOPIC_CHARS)
    is_rated = models.BooleanField(default=False)
    score = models.PositiveSmallIntegerField(
        null=True, validators=[MinValueValidator(SCORES[0]), MaxValueValidator(SCORES[-1])]
    )
    note = NfcTextField(_("note"), blank=True, max_length=NOTE_CHARS)

    class Meta:
        verbose_name, verbose_name_plural = _("rating"), _("ratings")
        ordering = ["scorecard", "order"]
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "competency"], name="one_rating_a_competency"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__range=(SCORES[0], SCORES[-1]), is_rated=True),
                name="score_from_1_to_5",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competency}: {self.score}"


class Quote(models.Model):
    """Words of an answer that a rating rests on: `[start:end]` of it, in code points."""

    rating = models.ForeignKey(Rating, on_delete=models.CASCADE, related_name="quotes")
    turn = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        verbose_name, verbose_name_plural = _("quote"), _("quotes")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="quote_is_not_empty"),
            models.UniqueConstraint(fields=["rating", "turn", "start", "end"], name="quote_once_a_rating"),
        ]

    def __str__(self) -> str:
        return f"{self.turn_id} [{self.start}:{self.end}]"
