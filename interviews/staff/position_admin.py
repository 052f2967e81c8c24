"""The admin for positions and their question banks."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.forms import BaseInlineFormSet, ModelForm, TextInput
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from interviews.interviewer.plan import Style
from interviews.models import BankQuestion, Position


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
        if self.instance.style == Style.VERBATIM and not kept:
            raise ValidationError(
                _("Add at least one question to the bank: this position asks the bank's questions only.")
            )

    def _check_topic(self, form: Any) -> None:
        if form.cleaned_data["topic"] not in self.instance.topics:
            form.add_error("topic", _("Enter one of the position's competencies, spelled as in its list."))


class BankForm(ModelForm):
    class Meta:
        widgets = {"text": TextInput(attrs={"size": 80})}


class BankInline(admin.TabularInline):
    model = BankQuestion
    form = BankForm
    formset = BankFormSet
    extra = 1


@admin.register(Position)
class PositionAdmin(admin.ModelAdmin):
    list_display = ["title", "language", "style", "question_count", "interview_count", "created_at"]
    list_filter = ["language", "style"]
    search_fields = ["title", "description", "competencies"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "slug", "language", "description"]}),
        (
            _("Question plan"),
            {"fields": ["competencies", "style", "question_count", "follow_up_limit", "time_limit_minutes"]},
        ),
    ]
    inlines = [BankInline]

    class Media:
        css = {"all": ["css/position_admin.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Position]:
        held = Count("interviews", filter=Q(interviews__practice=False))
        return super().get_queryset(request).annotate(interview_count=held)

    @admin.display(description=_("interviews"), ordering="interview_count")
    def interview_count(self, position: Any) -> int:
        return position.interview_count
