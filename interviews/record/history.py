"""Who did what with an interview, and when."""

from collections.abc import Iterable, Iterator
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


def history_of(interview: Interview, *, with_judgements: bool = False, with_reasons: bool = True) -> list[HistoryEntry]:
    """Return what happened, the latest first; also when people rated and decided, but not what.

    The reasons of staff may tell of a candidate what was told to recruiters alone, such as why more time is needed.
    """
    judged = _judgements(interview) if with_judgements else ()
    actions = StaffAction.objects.filter(interview=interview)
    if not with_judgements:
        actions = actions.exclude(kind=StaffAction.Kind.TOLD)
    found = [*_milestones(interview), *_actions(actions, with_reasons), *judged]
    return sorted(found, key=lambda entry: entry.at, reverse=True)


def _milestones(interview: Interview) -> Iterator[HistoryEntry]:
    times = (
        (interview.created_at, _("The interview was created")),
        (interview.opened_at, _("The candidate opened the link")),
        (interview.consented_at, _("The candidate agreed to take part")),
        (interview.started_at, _("The interview began")),
        (interview.finished_at, _("The interview was finished")),
    )
    yield from (HistoryEntry(at, what) for at, what in times if at)


def _actions(actions: Iterable[StaffAction], with_reasons: bool) -> Iterator[HistoryEntry]:
    for action in actions:
        reason = action.reason if with_reasons else ""
        yield HistoryEntry(action.at, action.get_kind_display(), action.user_name, action.turn, reason)


def _judgements(interview: Interview) -> Iterator[HistoryEntry]:
    for name, at in interview.scorecards.submitted().values_list("rater_name", "submitted_at"):
        yield HistoryEntry(at, _("submitted a scorecard"), name)
    for decision in interview.decisions.defer("reason"):
        yield HistoryEntry(decision.decided_at, _("decided about the candidate"), decision.decided_by_name)
        if decision.confirmed_at:
            yield HistoryEntry(decision.confirmed_at, _("confirmed a decision"), decision.confirmed_by_name)
