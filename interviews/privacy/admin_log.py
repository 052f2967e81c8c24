"""Django's record of changes in the admin: it keeps the name of what was changed or deleted, for ever."""

from collections import Counter

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from interviews.models import Candidate, CandidateRequest, Interview, Turn

from .person import PersonsData

# Also of rows that were deleted before, and left their names.
NAMED_AFTER_PEOPLE = (Candidate, CandidateRequest, Interview, Turn)


def look(person: PersonsData) -> Counter[str]:
    return _counted(entries(person).count())


def erase(person: PersonsData) -> Counter[str]:
    """Take the words out of the entries. That something was done with which object, when and by whom, stays."""
    words = {"object_repr": Concat(Value("#"), "object_id"), "change_message": ""}
    return _counted(entries(person).update(**words))


def entries(person: PersonsData) -> QuerySet[LogEntry]:
    types = ContentType.objects.get_for_models(*person.rows, *NAMED_AFTER_PEOPLE)
    about = Q(pk__in=[])
    for model, keys in person.rows.items():
        about |= Q(content_type=types[model], object_id__in=[str(key) for key in keys])
    if name := person.candidate.name if person.candidate else "":
        shown = Q(object_repr=name) | Q(object_repr__startswith=f"{name} · ")
        about |= shown & Q(content_type__in=[types[model] for model in NAMED_AFTER_PEOPLE])
    return LogEntry.objects.filter(about).exclude(object_repr=Concat(Value("#"), "object_id"), change_message="")


def _counted(number: int) -> Counter[str]:
    return Counter({str(_("entries in the admin's log")): number} if number else {})
