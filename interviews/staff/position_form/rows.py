"""The error of a row below a position that a colleague has deleted meanwhile."""

from typing import Any

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
