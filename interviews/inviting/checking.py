"""Checks the people of a list against each other and against who is known already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from interviews.models import Candidate, Interview, Position
from interviews.models.candidate import NAME_CHARS

from .progress import Report, tell_nobody
from .sheet import Person

MAX_EXTRA_PERCENT = 300
BATCH = 500
EVERYBODY = Q()
LANGUAGES = {"ko": "ko", "korean": "ko", "한국어": "ko", "en": "en", "english": "en", "영어": "en"}


@dataclass(slots=True)
class CheckedPerson:
    """A person as the interview would be made, with what is wrong in words. `known` is who it is already.

    `is_shown` is false if whoever invites may not see `known`, who was invited to other positions only.
    """

    person: Person
    language: str
    extra_time_percent: int = 0
    known: Candidate | None = None
    is_shown: bool = True
    problems: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where an e-mail to this person goes; "" if no address is known."""
        return (self.known.email if self.known else "") or self.person.email


def check(
    people: Sequence[Person], position: Position, report: Report = tell_nobody, *, seen: Q = EVERYBODY
) -> list[CheckedPerson]:
    """Return a row for each person. Only a list without problems may be invited.

    `seen` is the filter for the candidates whom the user who invites may see.
    """
    rows = [_alone(person, position) for person in people]
    _against_each_other(rows)
    for batch in batches(rows):
        _against_the_known(batch, position, seen)
        report(len(batch))
    return rows


def batches(rows: Sequence[CheckedPerson]) -> Iterator[Sequence[CheckedPerson]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def _alone(person: Person, position: Position) -> CheckedPerson:
    row = CheckedPerson(person, LANGUAGES.get(person.language.casefold(), "") if person.language else position.language)
    if not person.name:
        row.problems.append(_("The name is missing."))
    if max(len(person.name), len(person.external_id)) > NAME_CHARS:
        row.problems.append(_("A name or an external ID can have at most %d characters.") % NAME_CHARS)
    if person.email and not _is_email(person.email):
        row.problems.append(_("“%s” is not an e-mail address.") % person.email)
    if not row.language:
        row.problems.append(_("“%s” is not a language of interviews: write ko or en.") % person.language)
    elif not position.can_be_held_in(row.language):
        row.problems.append(_("This position asks its questions verbatim, so only in its own language."))
    extra = person.extra_time.removesuffix("%").strip()
    if extra and not (extra.isdecimal() and len(extra) < 4 and int(extra) <= MAX_EXTRA_PERCENT):
        row.problems.append(_("The extra time must be a number from 0 to %d, in percent.") % MAX_EXTRA_PERCENT)
    elif extra:
        row.extra_time_percent = int(extra)
    return row


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= Candidate._meta.get_field("email").max_length


def _against_each_other(rows: Iterable[CheckedPerson]) -> None:
    seen: dict[tuple[str, str], Person] = {}
    for row in rows:
        for key in _identities(row.person):
            if twin := seen.get(key):
                told = {"line": twin.line, "name": twin.name}
                row.problems.append(_("This is the same person as in line %(line)d: %(name)s.") % told)
                break
            seen[key] = row.person


def _identities(person: Person) -> list[tuple[str, str]]:
    """Return what makes a person the same as another: an e-mail address, an external ID, else the name alone."""
    own = [("email", person.email.casefold()), ("external_id", person.external_id)]
    return [each for each in own if each[1]] or [("name", person.name.casefold())]


def _against_the_known(rows: Sequence[CheckedPerson], position: Position, seen: Q) -> None:
    by_id = _found("external_id", {row.person.external_id for row in rows})
    by_email = _found("lower_email", {row.person.email.casefold() for row in rows})
    shown = _shown({each.pk for each in (*by_id.values(), *by_email.values())}, seen)
    for row in rows:
        same_id, same_email = by_id.get(row.person.external_id), by_email.get(row.person.email.casefold())
        row.known = same_id or same_email
        row.is_shown = all(each.pk in shown for each in (same_id, same_email) if each)
        if problem := _mistaken(row.is_shown, same_id, same_email):
            row.problems.append(problem)
    invited = _invited({row.known.pk for row in rows if row.known}, position)
    for row in rows:
        if row.known and row.known.pk in invited:
            row.problems.append(_("%s has an interview for this position that is not over.") % row.known)


def _mistaken(is_shown: bool, same_id: Candidate | None, same_email: Candidate | None) -> str:
    """Return what is wrong with a row that names these people; "" if nothing is.

    Somebody who is not shown has to be named by their address: external IDs can be guessed, and whoever could give an
    address to their owner would get the mails about that person's other interviews.
    """
    are_two = same_id and same_email and same_id != same_email
    if not is_shown and (are_two or not same_email):
        return _("Somebody at another position has this external ID or e-mail address. Ask an administrator.")
    if are_two:
        told = {"one": same_id, "other": same_email}
        return _("The external ID is %(one)s's, the e-mail address %(other)s's.") % told
    return ""


def _shown(candidates: set[int], seen: Q) -> set[int]:
    return set(Candidate.objects.filter(seen, pk__in=candidates).values_list("pk", flat=True))


def _found(lookup: str, values: set[str]) -> dict[str, Candidate]:
    people = Candidate.objects.annotate(lower_email=Lower("email")).order_by("-pk")
    return {getattr(each, lookup): each for each in people.filter(**{f"{lookup}__in": values - {""}})}


def _invited(candidates: set[int], position: Position) -> set[int]:
    open_ones = Interview.objects.filter(position=position, practice=False).exclude(status__in=Interview.OVER)
    return set(open_ones.filter(candidate__in=candidates).values_list("candidate", flat=True))
