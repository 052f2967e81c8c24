"""Checks people's groups against who is known, keeps them, and deletes them. Nothing else writes them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from interviews.models import GROUP_CHARS, Candidate, CandidateGroup
from interviews.record import audit

from .group_sheet import GroupRow, GroupSheet

BATCH = 500
IMPORT, DISCARD = "import_groups", "discard_groups"


class GroupsNotImported(Exception):
    """Raised if a row has a problem. Nothing has changed."""


@dataclass(slots=True)
class CheckedGroupRow:
    """A row with what is wrong in words. `candidate_id` is None if nobody has the external ID: the row is left out."""

    row: GroupRow
    candidate_id: int | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def is_kept(self) -> bool:
        return self.candidate_id is not None and not self.problems

    @property
    def cells(self) -> list[str]:
        return list(self.row.groups.values())


def check(sheet: GroupSheet) -> list[CheckedGroupRow]:
    """Return what would become of each row. Only a sheet without problems may be imported."""
    known = _candidates({row.external_id for row in sheet.rows if row.external_id})
    found, seen = [], dict[str, int]()
    for row in sheet.rows:
        checked = CheckedGroupRow(row, known.get(row.external_id))
        if not row.external_id:
            checked.problems.append(_("The external ID is missing."))
        elif row.external_id in seen:
            checked.problems.append(_("This is the same person as in line %d.") % seen[row.external_id])
        if any(len(value) > GROUP_CHARS for value in row.groups.values()):
            checked.problems.append(_("The name of a group can have at most %d characters.") % GROUP_CHARS)
        seen.setdefault(row.external_id, row.line)
        found.append(checked)
    return found


@transaction.atomic
def keep(sheet: GroupSheet, user: Any) -> int:
    """Replace the groups of the people in the sheet, in its dimensions. An empty cell takes a group away.

    Return how many people it was about. Raises GroupsNotImported.
    """
    rows = check(sheet)
    if any(row.problems for row in rows):
        raise GroupsNotImported
    kept = {row.candidate_id: row.row.groups for row in rows if row.candidate_id is not None}
    for batch in _batches(kept):
        CandidateGroup.objects.filter(candidate__in=batch, dimension__in=sheet.dimensions).delete()
    new = (
        CandidateGroup(candidate_id=pk, dimension=dimension, value=value)
        for pk, groups in kept.items()
        for dimension, value in groups.items()
        if value
    )
    CandidateGroup.objects.bulk_create(new, batch_size=BATCH)
    audit.write_about(audit.staff(user), IMPORT, (("candidate", pk) for pk in kept))
    return len(kept)


@transaction.atomic
def discard(dimension: str, user: Any) -> int:
    """Delete everybody's group in a dimension. Return how many people had one."""
    found = CandidateGroup.objects.filter(dimension=dimension)
    people = list(found.values_list("candidate_id", flat=True))
    found.delete()
    audit.write_about(audit.staff(user), DISCARD, (("candidate", pk) for pk in people))
    return len(people)


def dimensions() -> list[str]:
    """Return the dimensions in which people have groups, in the order of their names."""
    return list(CandidateGroup.objects.order_by("dimension").values_list("dimension", flat=True).distinct())


def by_candidate(dimension: str) -> dict[int, str]:
    """Return the group in a dimension of everybody who has one, by the candidate's key."""
    return dict(CandidateGroup.objects.filter(dimension=dimension).values_list("candidate_id", "value"))


def _candidates(external_ids: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for batch in _batches(external_ids):
        found |= dict(Candidate.objects.filter(external_id__in=batch).values_list("external_id", "pk"))
    return found


def _batches(values: Iterable[Any]) -> list[Sequence[Any]]:
    ordered = sorted(values)
    return [ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH)]
