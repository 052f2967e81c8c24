"""The form that takes people's groups."""

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interviews.inviting.sheet import MAX_PEOPLE
from interviews.inviting.table import SheetError, decode
from interviews.monitoring.group_sheet import LONGEST, GroupSheet, read
from interviews.monitoring.groups import CheckedGroupRow, check
from interviews.nfc import nfc

WHY = {
    "encoding": _("This file is not text in UTF-8 or CP949. Save it as CSV, and upload that."),
    "characters": _("The text contains a character that no list has. Save the table as CSV, and upload that."),
    "empty": _("There is nobody in this list."),
    "no_id": _("A column with the heading “external ID” is missing."),
    "no_dimension": _("A column with groups is missing. Its heading says what they are, “sex” for example."),
    "unnamed": _("Line %(line)d has more cells than there are headings."),
    "twice": _("Two columns have the same heading."),
    "long": _("A heading can have at most %(longest)d characters."),
    "quotes": _("From line %(line)d on, the quotation marks do not match."),
    "too_many": _("Import at most %(most)d people at once."),
}


class GroupsForm(forms.Form):
    """Once it is valid, `sheet` and `rows` are what was read, and `digest` stands for it."""

    file = forms.FileField(label=_("CSV file"), required=False)
    people = forms.CharField(
        label=_("Or the lines themselves"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "class": "decision__text"}),
    )  # fmt: skip

    sheet: GroupSheet
    rows: list[CheckedGroupRow]
    text: str

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        field = "file" if data.get("file") else "people"
        try:
            text = decode(data["file"].read()) if field == "file" else data.get("people") or ""
            self.text = "\n".join(nfc(text).splitlines())
            self.sheet = read(self.text)
        except SheetError as error:
            self.add_error(field, WHY[error.code] % {"line": error.line, "most": MAX_PEOPLE, "longest": LONGEST})
        else:
            self.rows = check(self.sheet)
        return data

    @property
    def digest(self) -> str:
        """Return what a confirmation must repeat: it is for this text alone."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def has_problems(self) -> bool:
        return any(row.problems for row in self.rows)

    @property
    def kept(self) -> int:
        return sum(row.is_kept for row in self.rows)
