"""Sessions of browsers: which interviews they were let into or show links of, and messages that name somebody."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext as _

from interviews.access.visitors import SESSION_KEY

from .person import PersonsData

LINKS_TO_SHOW = "interviews.links to show"  # the interviews, not their links: the session holds no secret
MESSAGES = "_messages"  # Django's SessionStorage


def look(person: PersonsData) -> Counter[str]:
    return _counted(sum(1 for _found in _changed(person)))


def erase(person: PersonsData) -> Counter[str]:
    """Take the interviews and messages out of the sessions, and delete those that have expired."""
    number = 0
    for key, data in _changed(person):
        store = SessionStore(key)
        store.update(data)
        for name in set(store.keys()) - set(data):
            del store[name]
        with suppress(UpdateError):  # whoever signed out meanwhile has none
            store.save()
        number += 1
    Session.objects.filter(expire_date__lte=timezone.now()).delete()
    return _counted(number)


def _changed(person: PersonsData) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the key of each session that knows the person, and its data without that."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        data = session.get_decoded()
        without = _without(person, data)
        if without != data:
            yield session.session_key, without


def _without(person: PersonsData, data: dict[str, Any]) -> dict[str, Any]:
    gone = {each.pk for each in person.interviews}
    data = dict(data)
    if isinstance(entered := data.get(SESSION_KEY), dict):
        data[SESSION_KEY] = {key: stamp for key, stamp in entered.items() if key not in {str(pk) for pk in gone}}
    if isinstance(shown := data.get(LINKS_TO_SHOW), list):
        data[LINKS_TO_SHOW] = [pk for pk in shown if pk not in gone]
    if MESSAGES in data and _names(person, data[MESSAGES]):
        del data[MESSAGES]
    return data


def _names(person: PersonsData, messages: Any) -> bool:
    # As JSON, which spells Korean in escapes.
    text = str(json.loads(messages)) if isinstance(messages, str) else str(messages)
    return person.mask(text) != text


def _counted(number: int) -> Counter[str]:
    return Counter({str(_("browser sessions")): number} if number else {})
