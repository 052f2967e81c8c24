"""Words of staff about other interviews that name the person."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Model, Q
from django.utils.translation import gettext as _

from interviews.models import CandidateRequest, Decision, Position, Rating, StaffAction

from .person import PersonsData

# Texts that staff write, and that stay when this person goes: (model, field).
WORDS_OF_STAFF: tuple[tuple[type[Model], str], ...] = (
    (StaffAction, "reason"),
    (CandidateRequest, "note"),
    (Rating, "note"),
    (Decision, "reason"),
    (Position, "assessed_despite"),
)


def look(person: PersonsData) -> Counter[str]:
    return _counted(sum(1 for _found in _mentions(person)))


def erase(person: PersonsData) -> Counter[str]:
    """Take the name, the e-mail address and the external ID out of the texts. The rest of them stays."""
    number = 0
    for model, field, key, text in _mentions(person):
        number += model._default_manager.filter(pk=key).update(**{field: text})
    return _counted(number)


def _mentions(person: PersonsData) -> Iterator[tuple[type[Model], str, int, str]]:
    """Yield model, field and key of each text that names the person, and the text without that."""
    for model, field in WORDS_OF_STAFF if person.words else ():
        named = Q()
        for word in person.words:
            named |= Q(**{f"{field}__icontains": word})
        for key, text in model._default_manager.filter(named).values_list("pk", field):
            if (masked := person.mask(text)) != text and key not in person.rows.get(model, ()):
                yield model, field, key, masked


def _counted(number: int) -> Counter[str]:
    return Counter({str(_("mentions in what staff wrote")): number} if number else {})
