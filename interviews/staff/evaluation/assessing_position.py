"""The part of a position's form that lets a model assess: one that was good enough, or that an administrator chose."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from interviews.access import roles
from interviews.assessing.measured import ModelUnknown
from interviews.composition import current
from interviews.models import Position
from interviews.record import audit
from interviews.services.assessments import identity

ALLOW = "allow_assessment"
HASH_CHARS = 40  # of the reason's SHA-256: the trail takes no text, but tells whether the position's was changed
FIELDS = ("is_assessed", "assessed_despite")


class AssessedPositionForm(ModelForm):
    """`user` is who edits; the admin sets it. `allows` tells that a model is newly allowed, or for another reason."""

    user: Any = None
    allows = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "is_assessed" in data:  # it is not in the form of who may only read
            self.instance.assessed_by = self._allowed(data) if data["is_assessed"] else ""
        return data

    def _allowed(self, data: dict[str, Any]) -> str:
        """Return the identity of the model that the position is allowed. Adds an error if there is none."""
        measured, before = current().measured_model, self.instance.assessed_by
        try:
            model = identity(*measured.description())
            if before == model and not set(FIELDS) & set(self.changed_data):
                return model
            if not measured.is_good_enough():
                self._demand_override(data)
        except ModelUnknown:
            self.add_error(
                "is_assessed", _("The file of the workers’ model is not on this machine, so nobody knows it.")
            )
            return before
        except ValidationError as error:
            self.add_error("is_assessed" if error.code == "measured" else "assessed_despite", error)
            return before
        self.allows = True
        return model

    def _demand_override(self, data: dict[str, Any]) -> None:
        if not roles.may_override_assessor(self.user, self.instance):
            raise ValidationError(
                _("The workers’ model has no report that says that it is good enough: see docs/assessment.md."),
                code="measured",
            )
        if not data.get("assessed_despite", "").strip():
            raise ValidationError(
                _("The workers’ model was not measured as good enough (docs/assessment.md). Give a reason to use it.")
            )


def note(request: HttpRequest, form: Any, position: Position) -> None:
    """Keep in the audit trail that a model was allowed to assess, and by whom."""
    if not getattr(form, "allows", False):
        return
    is_override = not current().measured_model.is_good_enough()
    about: dict[str, Any] = {"override": is_override}
    if is_override:
        about["reason"] = hashlib.sha256(position.assessed_despite.encode()).hexdigest()[:HASH_CHARS]
    audit.write(audit.staff(request.user), ALLOW, position, **about)
