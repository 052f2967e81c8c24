"""The form that takes a list of people to invite."""

import hashlib
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from interviews.composition import current
from interviews.inviting.checking import CheckedPerson, check
from interviews.inviting.progress import ListProgress
from interviews.inviting.sheet import MAX_PEOPLE, Sheet, read
from interviews.inviting.table import SheetError, decode
from interviews.models import Position
from interviews.services import INVITATION_DAYS

MAX_DAYS = 365
STEPS = 5  # of a list that is invited: its people are checked twice, kept, mailed, and noted in their histories

WHY = {
    "encoding": _("This file is not text in UTF-8 or CP949. Save it as CSV, and upload that."),
    "characters": _("The text contains a character that no list has. Save the table as CSV, and upload that."),
    "empty": _("There is nobody in this list."),
    "no_name": _("A column with the heading “name” is missing."),
    "quotes": _("From line %(line)d on, the quotation marks do not match."),
    "too_many": _("Invite at most %(most)d people at once."),
}


class InviteForm(forms.Form):
    """Once it is valid, `sheet` and `rows` have the people that were read, and `digest` is a hash of the whole order.

    `positions` are those for which its user may invite, and `seen` is the filter for the people whom they may see. A
    form that was sent needs `progress`, which says how far the list is, and `after`, which list was the latest: a
    confirmation holds once.
    """

    position = forms.ModelChoiceField(Position.objects.none(), label=_("Position"))
    days = forms.IntegerField(
        label=_("Valid for (days)"), min_value=1, max_value=MAX_DAYS, initial=INVITATION_DAYS,
        help_text=_("After that the links open nothing any more. You can extend them."),
    )  # fmt: skip
    people = forms.CharField(
        label=_("People"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "cols": 90, "spellcheck": "false"}),
        help_text=_("One person a line: name, e-mail, external ID, language (ko or en), extra time in percent. Only the name must be there. A first line of headings may put the columns in another order."),  # noqa: E501
    )  # fmt: skip
    file = forms.FileField(
        label=_("Or a CSV file"),
        required=False,
        help_text=_("From Excel or another program. It replaces the text above."),
    )

    by_mail = forms.BooleanField(
        label=_("Send the links by e-mail"), required=False,
        help_text=_("To everyone with an address. You get the links of the others to pass on."),
    )  # fmt: skip

    sheet: Sheet
    rows: list[CheckedPerson]
    text: str

    def __init__(
        self,
        *args: Any,
        positions: QuerySet[Position],
        seen: Q,
        progress: ListProgress | None = None,
        after: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].queryset = positions
        self._seen, self._progress, self._after = seen, progress, after
        if not current().mail_server:
            del self.fields["by_mail"]

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        field = "file" if data.get("file") else "people"
        try:
            self.text = decode(data["file"].read()) if field == "file" else data.get("people") or ""
            self.text = "\n".join(self.text.splitlines())
            self.sheet = read(self.text)
        except SheetError as error:
            self.add_error(field, WHY[error.code] % {"line": error.line, "most": MAX_PEOPLE})
        else:
            if data.get("position") and "days" in data:  # what is shown can be confirmed
                self.rows = self._checked(data["position"])
        return data

    def _checked(self, position: Position) -> list[CheckedPerson]:
        assert self._progress is not None
        self._progress.begin(len(self.sheet.people) * (STEPS if "confirmed" in self.data else 1))
        return check(self.sheet.people, position, self._progress.add, seen=self._seen)

    @property
    def digest(self) -> str:
        """Return what a confirmation must repeat: it is for these people, position, time and way, once."""
        data = self.cleaned_data
        about = f"{data['position'].pk} {data['days']} {self.sends_mail} {self._after} {self.text}"
        return hashlib.sha256(about.encode()).hexdigest()

    @property
    def sends_mail(self) -> bool:
        return bool(self.cleaned_data.get("by_mail"))

    @property
    def without_address(self) -> list[CheckedPerson]:
        return [row for row in self.rows if not row.address]

    @property
    def wrong(self) -> list[CheckedPerson]:
        return [row for row in self.rows if row.problems]
