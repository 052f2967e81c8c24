"""The competencies of a position in its admin form: what earns a 1, a 3 and a 5, and the bank's questions on each."""

from functools import cached_property
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet, IntegerField, ModelForm, NumberInput, Textarea, inlineformset_factory
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from interviews.access import roles
from interviews.interviewer.plan import Banked
from interviews.models import Competency, Position
from interviews.staff.by_role.of_positions import InlineOfPositions
from interviews.staff.position_form.bank import (
    QuestionLines,
    demand_enough,
    refuse_twins,
    replace_bank,
    stored_bank,
)
from interviews.staff.position_form.rows import SaysIfGone

ANCHORS = ("anchor_1", "anchor_3", "anchor_5")
MAX_ORDER = 999
QUESTIONS = _("bank questions")


class CompetencyForm(SaysIfGone, ModelForm):
    order = IntegerField(
        label=_("order"), required=False, min_value=1, max_value=MAX_ORDER,
        widget=NumberInput(attrs={"class": "competency-order"}),
    )  # fmt: skip
    questions = QuestionLines(
        label=QUESTIONS, required=False, widget=Textarea(attrs={"rows": 3, "cols": 80}),
        help_text=_("One a line, in the order in which they are asked. Interviews that have begun keep theirs."),
    )  # fmt: skip

    class Meta:
        model = Competency
        fields = ["order", "name", *ANCHORS]
        error_messages = {"name": {"max_length": _("A competency can have at most 120 characters.")}}
        widgets = {name: Textarea(attrs={"rows": 3, "cols": 30}) for name in ANCHORS}

    @property
    def is_kept(self) -> bool:
        data = getattr(self, "cleaned_data", {})
        return bool(data.get("name")) and not data.get("DELETE")


class CompetencyFormSet(BaseInlineFormSet):
    """Numbers the competencies from 1 in the order that was typed. New ones without a number come last.

    The bank follows: a competency that is renamed or deleted takes its questions with it.
    """

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if form.instance.name:
            form.fields["questions"].initial = tuple(
                each.text for each in self._stored_bank if each.topic == form.instance.name
            )

    @cached_property
    def _stored_bank(self) -> list[Banked]:
        return stored_bank(self.instance)

    def clean(self) -> None:
        kept = self.in_order()
        if not kept and not any(form.errors for form in self.forms):
            raise ValidationError(_("Name at least one competency."))
        seen: set[str] = set()
        for number, form in enumerate(kept, 1):
            form.instance.order = number
            name = form.cleaned_data["name"]
            if name in seen:
                form.add_error("name", _("Name each competency only once."))
            seen.add(name)
        refuse_twins(kept)
        if not any(form.errors for form in self.forms):
            demand_enough(self.instance, self.bank)

    def in_order(self) -> list[Any]:
        """Return the forms of the competencies that the position is to have."""
        kept = [form for form in self.forms if form.is_kept]
        return sorted(kept, key=lambda form: form.cleaned_data.get("order") or MAX_ORDER + 1)

    @property
    def bank(self) -> list[Banked]:
        """The questions that the position is to have."""
        return [
            Banked(form.cleaned_data["name"], question)
            for form in self.in_order()
            for question in form.cleaned_data.get("questions", ())
        ]

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit)
        if commit:  # a form that was not edited may have moved nevertheless
            for form in self.in_order():
                Competency.objects.filter(pk=form.instance.pk).update(order=form.instance.order)
            replace_bank(self.instance, self.bank)
        return saved


_Typed: Any = inlineformset_factory(Position, Competency, CompetencyForm, CompetencyFormSet)


def typed_competencies(data: Any, position: Position) -> CompetencyFormSet | None:
    """Return the competencies of a submitted form of the position, checked; None if it has no such rows."""
    rows: CompetencyFormSet = _Typed(data, instance=position)
    if not rows.management_form.is_valid():
        return None
    rows.is_valid()
    return rows


def typed_topics(data: Any, position: Position) -> tuple[str, ...] | None:
    """Return the names that a submitted form of the position gives its competencies; None if it has no such rows."""
    rows = typed_competencies(data, position)
    return None if rows is None else tuple(form.cleaned_data["name"] for form in rows.in_order())


class CompetencyInline(InlineOfPositions, admin.StackedInline):
    """Whoever may see or change the position may do so with its competencies and their questions."""

    model = Competency
    form = CompetencyForm
    formset = CompetencyFormSet
    fields = [("order", "name"), ANCHORS, "questions"]

    def get_extra(self, request: Any, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1

    @admin.display(description=QUESTIONS)
    def questions(self, competency: Competency) -> str:
        """Show the questions to somebody who may not change them."""
        asked = competency.position.bank.filter(topic=competency.name)
        return format_html_join("", "<div>{}</div>", ((each.text,) for each in asked))

    def _may(self, request: Any, action: str, obj: Any) -> bool:
        needed = "view" if action == "view" else "change" if obj else "add"
        places = roles.where(request.user, f"{needed}_position")
        return bool(places) if obj is None else places.has(obj.pk)
