"""What a position's plan leads to: the questions, the minutes, or why it cannot be held."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from interviews.interviewer import feasibility
from interviews.interviewer.ask import Probe
from interviews.interviewer.plan import Plan, Style
from interviews.models import Position
from interviews.record import duration
from interviews.record.duration import Estimate
from interviews.staff.evaluation.competency_inline import typed_competencies

from .bank import demand_enough

# What a question asks for.
PROBES = {
    Probe.CASE: _("a case of the candidate's own"),
    Probe.EXAMPLE: _("an example, because none was told"),
    Probe.SITUATION: _("when and where it was, and what was at stake"),
    Probe.OWN: _("what the candidate did in person"),
    Probe.WHY: _("why that way"),
    Probe.OBSTACLE: _("what was hardest"),
    Probe.RESULT: _("how it ended, and how one could tell"),
    Probe.LEARNED: _("what the candidate would do differently today"),
    Probe.ANOTHER: _("another case"),
    Probe.SUPPOSE: _("how the candidate would go about it"),
}


@dataclass(frozen=True, slots=True)
class PlanPreview:
    """`questions` are pairs of a competency and what is asked. `missing` says why there are none."""

    questions: list[tuple[str, Any]]
    estimate: Estimate | None = None
    missing: Any = ""

    @classmethod
    def of(cls, position: Position) -> "PlanPreview":
        """Return the preview of a saved position."""
        return cls._of(position, position.plan) if position.topics else cls([], missing=NOTHING)

    @classmethod
    def of_typed(cls, data: Any, position: Position | None) -> "PlanPreview":
        """Return the preview of a form as it is now, saved or not. `position` is the one that it is about."""
        typed = _TypedPlan(data)
        rows = typed_competencies(data, position or Position())
        topics = tuple(form.cleaned_data["name"] for form in rows.in_order()) if rows else ()
        if rows is None or not topics:
            return cls([], missing=NOTHING)
        if not typed.is_valid():
            return cls([], missing=_("Correct the numbers of the plan: then its questions appear here."))
        drafted = Position(pk=position.pk if position else None, **typed.cleaned_data)
        drafted.typed_topics = topics
        bank = tuple(rows.bank)
        try:
            drafted.clean()
            demand_enough(drafted, bank)
        except ValidationError as error:
            return cls([], missing=" ".join(error.messages))
        style = Style(drafted.style)
        return cls._of(drafted, Plan(topics, drafted.question_count, drafted.follow_up_limit, style, bank))

    @classmethod
    def _of(cls, position: Position, plan: Plan) -> "PlanPreview":
        shown = [(ask.topic, f"“{text}”" if text else PROBES[ask.probe]) for ask, text in feasibility.preview(plan)]
        return cls(shown, duration.estimate(position.pk, position.question_count, position.time_limit_minutes))

    def as_html(self) -> SafeString:
        return render_to_string("admin/interviews/position/plan_preview.html", {"preview": self})


NOTHING = _("Name the competencies: the questions appear here while you type.")


class _TypedPlan(forms.ModelForm):
    """The fields of a position that its plan needs."""

    class Meta:
        model = Position
        fields = ["style", "question_count", "follow_up_limit", "time_limit_minutes"]

    def _post_clean(self) -> None:
        """Check the numbers. `PlanPreview` checks the plan, because it knows the competencies."""
        others = {each.name for each in Position._meta.concrete_fields} - {*self.cleaned_data}
        try:
            Position(**self.cleaned_data).clean_fields(exclude=others)
        except ValidationError as error:
            self.add_error(None, error.messages)
