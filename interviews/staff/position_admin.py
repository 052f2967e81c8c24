"""The admin for positions and their question banks."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.forms import BaseInlineFormSet, ModelForm, SlugField, TextInput
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from interviews.access import roles
from interviews.interviewer.ask import Probe
from interviews.interviewer.feasibility import Fault, fault_of, preview, topics_without_bank
from interviews.interviewer.plan import Banked, Plan, Style
from interviews.models import BankQuestion, Position
from interviews.short_names import short_name

from .by_role.of_positions import InlineOfPositions, OfPositions
from .evaluation import assessing_position
from .evaluation.assessing_position import AssessedPositionForm
from .evaluation.competency_inline import CompetencyInline, typed_topics
from .position_voice import VoicedPositions, VoiceInput

SAVE_AS_NEW = "_saveasnew"  # the name of Django's button

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


class BankFormSet(BaseInlineFormSet):
    """Checks that each question belongs to a competency of the position, and that none is in the bank twice."""

    def clean(self) -> None:
        super().clean()
        if any(form.errors for form in self.forms):
            return
        kept = [form for form in self.forms if form.cleaned_data.get("text") and not form.cleaned_data.get("DELETE")]
        seen: set[str] = set()
        for form in kept:
            self._check_topic(form)
            spelled = " ".join(form.cleaned_data["text"].split()).casefold()
            if spelled in seen:
                form.add_error("text", _("This question is already in the bank."))
            seen.add(spelled)
        if self.instance.style == Style.VERBATIM and self.instance.question_count:
            self._check_verbatim([Banked(form.cleaned_data["topic"], form.cleaned_data["text"]) for form in kept])

    def _check_verbatim(self, bank: list[Banked]) -> None:
        position = self.instance
        plan = Plan(position.topics, position.question_count, follow_ups=0, style=Style.VERBATIM, bank=tuple(bank))
        fault = fault_of(plan)
        if fault is Fault.TOPIC_WITHOUT_BANK:
            message = _("This position asks the bank's questions only. Add one on each of: %(topics)s.")
            raise ValidationError(message % {"topics": ", ".join(topics_without_bank(plan))})
        if fault is Fault.SHORT_BANK:
            message = _("This position asks %(count)d questions, all from the bank, which has %(bank)d. Add some.")
            raise ValidationError(message % {"count": plan.questions, "bank": len(bank)})

    def _check_topic(self, form: Any) -> None:
        if form.cleaned_data["topic"] not in self.instance.topics:
            form.add_error("topic", _("Enter one of the position's competencies, spelled as in its list."))


class BankForm(ModelForm):
    class Meta:
        widgets = {"text": TextInput(attrs={"size": 80})}


class BankInline(InlineOfPositions, admin.TabularInline):
    model = BankQuestion
    form = BankForm
    formset = BankFormSet
    extra = 1


class PositionForm(AssessedPositionForm):
    slug = SlugField(
        label=_("short name"), required=False, help_text=_("For links and commands. If empty, it is made of the title.")
    )

    class Meta:
        widgets = {"voice_name": VoiceInput(attrs={"size": 30})}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        taken = set(Position.objects.values_list("slug", flat=True))
        needs_another = data.get("slug") in taken if SAVE_AS_NEW in self.data else data.get("slug") == ""
        if needs_another and data.get("title"):
            data["slug"] = short_name(data["title"], taken)
        self.instance.typed_topics = typed_topics(self.data, self.instance)  # the plan is checked with them
        return data


@admin.register(Position)
class PositionAdmin(VoicedPositions, OfPositions):
    path = "pk"
    form = PositionForm
    save_as = True  # "Save as new" copies a position with its competencies and questions
    list_display = ["title", "language", "style", "question_count", "interview_count", "created_at"]
    list_filter = ["language", "style"]
    search_fields = ["title", "description", "competencies__name"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "language", "description"]}),
        (
            _("Question plan"),
            {
                "fields": ["style", "question_count", "follow_up_limit", "time_limit_minutes", "plan_preview"]
            },
        ),
        (_("Voice"), {"fields": ["voice_name"]}),
        (_("Decision"), {"fields": ["decisions_need_two"]}),
        (_("A model’s evidence"), {"fields": list(assessing_position.FIELDS)}),
        (_("Privacy"), {"fields": ["retention_days"]}),
    ]  # fmt: skip
    readonly_fields = ["plan_preview"]
    inlines = [CompetencyInline, BankInline]

    class Media:
        css = {"all": ["css/position_admin.css"]}

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only for a role at all positions: whoever has one at some of them could not open the new one."""
        return self.places(request, "add").everywhere

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"user": request.user})

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        assessing_position.note(request, form, form.instance)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        position = context.get("original")
        context["may_compare"] = position is not None and roles.may_compare(request.user, position)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Position]:
        held = Count("interviews", filter=Q(interviews__practice=False))
        return super().get_queryset(request).annotate(interview_count=held)

    @admin.display(description=_("preview"))
    def plan_preview(self, position: Position) -> str:
        """List the questions that the plan as it is now leads to, if every answer tells of a case."""
        if not (position.pk and position.topics and position.question_count):
            return str(_("Shown once the position is saved."))
        shown = ((ask.topic, f"“{text}”" if text else PROBES[ask.probe]) for ask, text in preview(position.plan))
        return format_html("<ol>{}</ol>", format_html_join("", "<li>{}: {}</li>", shown))

    @admin.display(description=_("interviews"), ordering="interview_count")
    def interview_count(self, position: Any) -> int:
        return position.interview_count
