"""What the rows below a position have in common."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class SaysIfGone:
    """Mixed into the form of a row: tells if somebody else has deleted it since the page was opened.

    Django reports the row's key, a hidden field, which no page of the admin shows.
    """

    def _clean_form(self) -> None:
        super()._clean_form()  # type: ignore[misc]
        form: Any = self
        if "id" in form.errors:
            form.add_error(
                None, _("Somebody else has deleted this row in the meantime. Copy what you need into a new row.")
            )


class NamesDeletion:
    """Mixed into a set of rows: screen readers say what the box at the end of a row is for."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)  # type: ignore[misc]
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = gettext("Delete")
