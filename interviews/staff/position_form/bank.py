"""The question bank of a position in its admin form."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet, ModelForm, TextInput
from django.utils.translation import gettext_lazy as _

from interviews.interviewer.feasibility import Fault, fault_of, topics_without_bank
from interviews.interviewer.plan import Banked, Plan, Style
from interviews.models import BankQuestion, Position
from interviews.planning.competency_sheet import spelled
from interviews.staff.by_role.of_positions import InlineOfPositions

from .rows import NamesDeletion, SaysIfGone


def demand_enough(position: Position, bank: Sequence[Banked]) -> None:
    """Raise ValidationError if the position asks the bank's questions only, and this bank has too few."""
    if position.style != Style.VERBATIM or not position.question_count:
        return
    plan = Plan(position.topics, position.question_count, follow_ups=0, style=Style.VERBATIM, bank=tuple(bank))
    fault = fault_of(plan)
    if fault is Fault.TOPIC_WITHOUT_BANK:
        message = _("This position asks the bank's questions only. Add one on each of: %(topics)s.")
        raise ValidationError(message % {"topics": ", ".join(topics_without_bank(plan))})
    if fault is Fault.SHORT_BANK:
        message = _("This position asks %(count)d questions, all from the bank, which has %(bank)d. Add some.")
        raise ValidationError(message % {"count": plan.questions, "bank": len(bank)})


class BankFormSet(NamesDeletion, BaseInlineFormSet):
    """Checks that each question belongs to a competency of the position, and that none is in the bank twice."""

    def clean(self) -> None:
        super().clean()
        if any(form.errors for form in self.forms):
            return
        kept = [form for form in self.forms if form.cleaned_data.get("text") and not form.cleaned_data.get("DELETE")]
        bank = [Banked(form.cleaned_data["topic"], form.cleaned_data["text"]) for form in kept]
        seen: set[str] = set()
        for form, banked in zip(kept, bank, strict=True):
            self._check_topic(form)
            text = spelled(banked.text)
            if text in seen:
                form.add_error("text", _("This question is already in the bank."))
            seen.add(text)
        demand_enough(self.instance, bank)

    def _check_topic(self, form: Any) -> None:
        if form.cleaned_data["topic"] not in self.instance.topics:
            form.add_error("topic", _("Enter one of the position's competencies, spelled as in its list."))


class BankForm(SaysIfGone, ModelForm):
    class Meta:
        widgets = {"text": TextInput(attrs={"size": 80})}


class BankInline(InlineOfPositions, admin.TabularInline):
    model = BankQuestion
    form = BankForm
    formset = BankFormSet
    extra = 1
