"""Who did what with an interview, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from interviews.models import Interview, StaffAction


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """`who` is the name of a member of staff; "" if the candidate or nobody did it. `turn` is a question's number."""

    at: datetime
    what: Any
    who: str = ""
    turn: int | None = None
    reason: str = ""


def history_of(interview: Interview) -> list[HistoryEntry]:
    """Return what happened, the latest first."""
    return sorted([*_milestones(interview), *_actions(interview)], key=lambda entry: entry.at, reverse=True)


def _milestones(interview: Interview) -> Iterator[HistoryEntry]:
    times = (
        (interview.created_at, _("The interview was created")),
        (interview.consented_at, _("The candidate agreed to take part")),
        (interview.started_at, _("The interview began")),
        (interview.finished_at, _("The interview was finished")),
    )
    yield from (HistoryEntry(at, what) for at, what in times if at)


def _actions(interview: Interview) -> Iterator[HistoryEntry]:
    for action in StaffAction.objects.filter(interview=interview):
        yield HistoryEntry(action.at, action.get_kind_display(), action.user_name, action.turn, action.reason)
