"""Two people who edit one position at once: the second is told, and decides."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import CharField, HiddenInput, ModelForm
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from interviews.models import Position

DIGEST_CHARS = 16


def state_of(position: Position) -> str:
    """Return a hash of all that the position's form shows, as the database has it."""
    kept = [
        list(Position.objects.filter(pk=position.pk).values()),
        list(position.competencies.order_by("pk").values()),
        list(position.bank.order_by("pk").values()),
    ]
    return sha256(json.dumps(kept, cls=DjangoJSONEncoder).encode()).hexdigest()[:DIGEST_CHARS]


class _Seen(CharField):
    """Nothing that the history of a position names."""

    widget = HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class SeenForm(ModelForm):
    """Refuses to save over what was changed since the form was opened. Saving once more replaces it."""

    seen = _Seen(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = state_of(self.instance)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.instance.pk and data.get("seen"):
            self._demand_unchanged(data["seen"])
        return data

    def _demand_unchanged(self, seen: str) -> None:
        # Whoever saves at the same moment waits here, and is told then.
        stored = Position.objects.select_for_update().get(pk=self.instance.pk)
        now = state_of(stored)
        if seen == now:
            return
        typed: Any = self.data.copy()  # type: ignore[has-type]
        typed["seen"] = now
        self.data = typed
        self.add_error(None, ValidationError(_told(stored, list(self._replaced(stored)))))

    def _replaced(self, stored: Position) -> Iterator[tuple[str, str]]:
        """Yield the fields that saving would change, with what is stored."""
        for name in self.changed_data:
            if name in self.fields and hasattr(stored, name):
                choices = dict(getattr(self.fields[name], "choices", ()))
                value = getattr(stored, name)
                yield str(self.fields[name].label), str(choices.get(value, value))


def _told(stored: Position, replaced: list[tuple[str, str]]) -> SafeString:
    latest = (
        LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Position), object_id=str(stored.pk))
        .select_related("user")
        .order_by("-action_time")
        .first()
    )
    if latest:
        when = date_format(localtime(latest.action_time), "H:i")
        who = _("%(name)s changed this position at %(time)s, after you had opened it.") % {
            "name": latest.user.get_full_name() or latest.user.get_username(),
            "time": when,
        }
    else:
        who = _("Somebody changed this position after you had opened it.")
    consequence = _("Nothing was saved. What you typed is still below; saving again replaces what is stored now.")
    rows = format_html_join("", "<li>{}: {}</li>", replaced)
    listed = format_html("<br>{}<ul>{}</ul>", _("Stored now:"), rows) if replaced else ""
    link = format_html('<a href="" target="_blank" rel="noopener">{}</a>', _("Open what is stored in a new tab"))
    return format_html("{} {} {}{}", who, consequence, link, listed)
