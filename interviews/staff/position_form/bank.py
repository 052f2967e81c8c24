"""The question bank of a position in its admin form: each competency has a text with a question a line."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from interviews.interviewer.feasibility import Fault, fault_of, topics_without_bank
from interviews.interviewer.plan import Banked, Plan, Style
from interviews.models import BankQuestion, Position
from interviews.models.position import BANK_QUESTION_CHARS
from interviews.nfc import nfc
from interviews.planning.competency_sheet import spelled


class QuestionLines(forms.Field):
    """A text of one question a line. Its value is a tuple of the questions."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> tuple[str, ...]:
        lines = (" ".join(line.split()) for line in nfc(value or "").splitlines())
        return tuple(line for line in lines if line)

    def prepare_value(self, value: Any) -> str:
        return value if isinstance(value, str) else "\n".join(value or ())

    def validate(self, value: tuple[str, ...]) -> None:
        super().validate(value)
        for question in value:
            ProhibitNullCharactersValidator()(question)
            if len(question) > BANK_QUESTION_CHARS:
                message = _("A question can have at most %(most)d characters, and this one has more: %(begin)s…")
                raise ValidationError(message % {"most": BANK_QUESTION_CHARS, "begin": question[:40]})

    def has_changed(self, initial: Any, data: Any) -> bool:
        return tuple(initial or ()) != self.to_python(data)


def stored_bank(position: Position) -> list[Banked]:
    return [Banked(each.topic, each.text) for each in position.bank.all()] if position.pk else []


def replace_bank(position: Position, bank: Sequence[Banked]) -> None:
    """Let the position have these questions, in this order."""
    if stored_bank(position) != bank:
        position.bank.all().delete()
        position.bank.bulk_create(BankQuestion(position=position, topic=each.topic, text=each.text) for each in bank)


def refuse_twins(forms_of_competencies: Sequence[Any]) -> None:
    """Add an error to each form that has a question which is in the bank already."""
    seen: set[str] = set()
    for form in forms_of_competencies:
        for question in form.cleaned_data.get("questions", ()):
            if spelled(question) in seen:
                form.add_error("questions", _("This question is in the bank twice: %s") % question)
            seen.add(spelled(question))


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
