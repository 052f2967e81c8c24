"""Invites a list of people: all of them, or nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from interviews.access.tokens import invitation_token, new_nonce, token_hash
from interviews.models import Candidate, Interview, Position

from .checking import EVERYBODY, CheckedPerson, batches, check
from .progress import Report, tell_nobody
from .sheet import Person


class NotInvited(Exception):
    """Raised if a row has a problem. Nothing has changed; `rows` has them all."""

    def __init__(self, rows: list[CheckedPerson]) -> None:
        super().__init__("rows with problems")
        self.rows = rows


@transaction.atomic
def invite(
    position: Position, people: Sequence[Person], days: int, report: Report = tell_nobody, *, seen: Q = EVERYBODY
) -> list[Interview]:
    """Create an interview with an invitation for each person, in order, and a candidate for who is not known yet.

    The invitations expire in `days`. A known candidate without an e-mail address gets that of the list. `seen` is
    as in `check`. Raises NotInvited.
    """
    # If two colleagues invite the same list at once, the second waits here. Then those the first invited are refused.
    Position.objects.select_for_update().get(pk=position.pk)
    rows = check(people, position, report, seen=seen)
    if any(row.problems for row in rows):
        raise NotInvited(rows)
    expires = timezone.now() + timedelta(days=days)
    made: list[Interview] = []
    for batch in batches(rows):
        _know(batch)
        made += Interview.objects.bulk_create(_interview(position, row, expires) for row in batch)
        report(len(batch))
    return made


def _know(rows: Sequence[CheckedPerson]) -> None:
    """Create the candidates that are not known yet, and add addresses to those that are."""
    _add_addresses(rows)
    new = [row for row in rows if row.known is None]
    made = Candidate.objects.bulk_create(_candidate(row.person) for row in new)
    for row, candidate in zip(new, made, strict=True):
        row.known = candidate


def _add_addresses(rows: Sequence[CheckedPerson]) -> None:
    added = []
    for row in rows:
        if row.known and row.known.email != row.address:
            row.known.email = row.address
            added.append(row.known)
    Candidate.objects.bulk_update(added, ["email"])


def _candidate(person: Person) -> Candidate:
    return Candidate(name=person.name, email=person.email, external_id=person.external_id)


def _interview(position: Position, row: CheckedPerson, expires: datetime) -> Interview:
    nonce = new_nonce()
    return Interview(
        position=position,
        candidate=row.known,
        language=row.language,
        extra_time_percent=row.extra_time_percent,
        invitation_nonce=nonce,
        invitation_hash=token_hash(invitation_token(nonce)),
        invitation_expires_at=expires,
    )
