"""The competencies of a position in its admin form, with what earns a 1, a 3 and a 5."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import (
    BaseInlineFormSet,
    IntegerField,
    ModelForm,
    NumberInput,
    Textarea,
    TextInput,
    inlineformset_factory,
)
from django.utils.translation import gettext_lazy as _

from interviews.access import roles
from interviews.models import Competency, Position
from interviews.staff.by_role.of_positions import InlineOfPositions
from interviews.staff.position_form.rows import NamesDeletion, SaysIfGone

ANCHORS = ("anchor_1", "anchor_3", "anchor_5")
MAX_ORDER = 999


class CompetencyForm(SaysIfGone, ModelForm):
    order = IntegerField(
        label=_("order"), required=False, min_value=1, max_value=MAX_ORDER,
        widget=NumberInput(attrs={"class": "competency-order", "aria-label": _("order")}),
    )  # fmt: skip

    class Meta:
        model = Competency
        fields = ["order", "name", *ANCHORS]
        error_messages = {"name": {"max_length": _("A competency can have at most 120 characters.")}}
        widgets = {
            "name": TextInput(attrs={"size": 20}),
            **{name: Textarea(attrs={"rows": 3, "cols": 20}) for name in ANCHORS},
        }

    @property
    def is_kept(self) -> bool:
        data = getattr(self, "cleaned_data", {})
        return bool(data.get("name")) and not data.get("DELETE")


class CompetencyFormSet(NamesDeletion, BaseInlineFormSet):
    """Numbers the competencies from 1 in the order that was typed. New ones without a number come last."""

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

    def in_order(self) -> list[Any]:
        """Return the forms of the competencies that the position is to have."""
        kept = [form for form in self.forms if form.is_kept]
        return sorted(kept, key=lambda form: form.cleaned_data.get("order") or MAX_ORDER + 1)

    def save(self, commit: bool = True) -> Any:
        saved = super().save(commit)
        if commit:  # a form that was not edited may have moved nevertheless
            for form in self.in_order():
                Competency.objects.filter(pk=form.instance.pk).update(order=form.instance.order)
        return saved


_Typed: Any = inlineformset_factory(Position, Competency, CompetencyForm, CompetencyFormSet)


def typed_topics(data: Any, position: Position) -> tuple[str, ...] | None:
    """Return the names that a submitted form of the position gives its competencies; None if it has no such rows."""
    rows = _Typed(data, instance=position)
    if not rows.management_form.is_valid():
        return None
    rows.is_valid()
    return tuple(form.cleaned_data["name"] for form in rows.in_order())


class CompetencyInline(InlineOfPositions, admin.TabularInline):
    """Whoever may see or change the position may do so with its competencies."""

    model = Competency
    form = CompetencyForm
    formset = CompetencyFormSet
    extra = 1

    def _may(self, request: Any, action: str, obj: Any) -> bool:
        needed = "view" if action == "view" else "change" if obj else "add"
        places = roles.where(request.user, f"{needed}_position")
        return bool(places) if obj is None else places.has(obj.pk)
