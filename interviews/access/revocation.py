"""Finds the readers of open streams who have lost their access since they were admitted.

All readers are checked with a fixed number of queries, and three more for each member of staff who watches.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.contrib.auth import HASH_SESSION_KEY, get_user_model
from django.contrib.auth import SESSION_KEY as USER_KEY
from django.contrib.sessions.models import Session
from django.db.models.functions import Now
from django.utils.crypto import constant_time_compare

from interviews.models import AccessToken, Interview
from streaming.host import StreamReader

from . import api_keys, roles, visitors

UNAUTHORIZED, NOT_FOUND, CANCELLED = "unauthorized", "not_found", "cancelled"


class _Valid(NamedTuple):
    """The readers' credentials and interviews that are still in the database."""

    tokens: set[int]
    keys: set[int]
    sessions: Mapping[str, Mapping[str, Any]]
    users: Mapping[Any, Any]
    interviews: Mapping[int, Interview]


def revoked(readers: Iterable[StreamReader]) -> dict[StreamReader, str]:
    """Return the error code for each reader who may no longer read."""
    readers = list(readers)
    valid = _look_up(readers)
    codes = {reader: _code(reader, valid) for reader in readers}
    return {reader: code for reader, code in codes.items() if code}


def _look_up(readers: list[StreamReader]) -> _Valid:
    by_kind: dict[str, set[Any]] = {"token": set(), "key": set(), "session": set()}
    for reader in readers:
        kind, key = reader.credential
        by_kind[kind].add(key)
    sessions = _sessions(by_kind["session"])
    return _Valid(
        tokens=set(
            AccessToken.objects.filter(pk__in=by_kind["token"], expires_at__gt=Now()).values_list("pk", flat=True)
        ),
        keys=set(api_keys.valid().filter(pk__in=by_kind["key"]).values_list("pk", flat=True)),
        sessions=sessions,
        users=_users(sessions.values()),
        interviews=_interviews({reader.interview_id for reader in readers}),
    )


def _interviews(ids: set[int]) -> dict[int, Interview]:
    return Interview.objects.only("status", "invitation_hash", "position").in_bulk(ids)


def _sessions(keys: set[str]) -> dict[str, Mapping[str, Any]]:
    if not keys:
        return {}
    found = Session.objects.filter(session_key__in=keys, expire_date__gt=Now())
    return {session.session_key: session.get_decoded() for session in found}


def _users(sessions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    ids = {session[USER_KEY] for session in sessions if USER_KEY in session}
    if not ids:
        return {}
    return {str(pk): user for pk, user in get_user_model()._default_manager.in_bulk(ids).items()}


def _code(reader: StreamReader, valid: _Valid) -> str:
    interview = valid.interviews.get(reader.interview_id)
    if interview is None:
        return NOT_FOUND
    kind, key = reader.credential
    if kind == "session":
        code = _code_of_session(reader, interview, valid.sessions.get(key), valid.users)
    else:
        code = "" if key in (valid.tokens if kind == "token" else valid.keys) else UNAUTHORIZED
    is_cancelled = reader.role == "candidate" and interview.status == Interview.Status.CANCELLED
    return code or (CANCELLED if is_cancelled else "")


def _code_of_session(
    reader: StreamReader, interview: Interview, session: Mapping[str, Any] | None, users: Mapping[str, Any]
) -> str:
    if session is None:
        return UNAUTHORIZED
    if reader.role == "candidate":
        return "" if visitors.has_entered(session, interview) else UNAUTHORIZED
    user = users.get(str(session.get(USER_KEY, "")))
    # Changing a password ends the user's sessions: they hold a hash of it.
    if user is None or not constant_time_compare(session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
        return UNAUTHORIZED
    return "" if roles.may_watch(user, interview) else NOT_FOUND
