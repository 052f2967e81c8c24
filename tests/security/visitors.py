"""Every kind of visitor that the access table has a column for."""

from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.db.models.functions import Now
from django.test import Client

from interviews import services
from interviews.access import api_keys
from interviews.exporting import making
from interviews.exporting.asking import ask_for
from interviews.mailing import queue
from interviews.models import AccessToken, ApiKey, Interview, Mail, Membership, Organisation, Position
from tests.interviews.api.chatting import key, practising
from tests.interviews.scenes import asked
from tests.interviews.stream_clients import bearer_header, candidate_cookie

LINK = "for-the-table"  # the invitation of the interview that most of them visit
PLENTY = 6000  # requests a minute
VIEW, CHANGE = ("view_",), ("view_", "change_")  # of the interviews' models, not of accounts


class Visitor(NamedTuple):
    """The headers that somebody sends, and the interview whose addresses they visit."""

    headers: dict[str, str]
    interview: Interview


def visitors() -> dict[str, Visitor]:
    """Return the visitors by the name of their column.

    Those with an API key visit the practice interview that the first key created, all others an invited candidate's.
    """
    interview, other = asked(), asked()
    services.make_invitation(interview, token=LINK)
    services.make_invitation(other)
    services.ask_people(interview, "more_time")
    Organisation.objects.get_or_create()
    queue.enqueue([interview], Mail.Kind.INVITATION)
    Membership.objects.create(user=User.objects.create_user("colleague"), role=Membership.Role.OBSERVER)
    credentials: dict[str, dict[str, str]] = {
        "stranger": {},
        "candidate": _bearer(bearer_header(interview)),
        "browser": _cookie(candidate_cookie(interview)),
        "other_candidate": _bearer(bearer_header(other)),
        "other_browser": _cookie(candidate_cookie(other)),
        "expired_token": _bearer(_expired(interview)),
        "staff": _signed_in("staff", ()),
        "staff_view": _signed_in("viewer", VIEW),
        "staff_change": _signed_in("changer", CHANGE),
        "superuser": _signed_in("root", (), is_superuser=True),
    }
    ask_for(User.objects.get(username="viewer"), [interview], "json", "en")
    making.make_next()
    robot, secret = key(per_minute=PLENTY)
    revoked, revoked_secret = key("revoked", per_minute=PLENTY)
    api_keys.revoke(ApiKey.objects.filter(pk=revoked.pk))
    practice = practising(robot)
    keys = {
        "key": _bearer(f"Bearer {secret}"),
        "other_key": _bearer(f"Bearer {key('other', per_minute=PLENTY)[1]}"),
        "revoked_key": _bearer(f"Bearer {revoked_secret}"),
    }
    found = {name: Visitor(headers, interview) for name, headers in credentials.items()}
    return found | {name: Visitor(headers, practice) for name, headers in keys.items()}


def by_role(interview: Interview) -> dict[str, Visitor]:
    """Return a member of staff for each role at the interview's position, and a recruiter of another one."""
    elsewhere = Position.objects.create(title="Elsewhere", slug="elsewhere", language="en", competencies="Bread")
    found = {str(role): _with_role(str(role), role, interview.position) for role in Membership.Role}
    found["recruiter_elsewhere"] = _with_role("recruiter_elsewhere", Membership.Role.RECRUITER, elsewhere)
    return {name: Visitor(headers, interview) for name, headers in found.items()}


def _with_role(name: str, role: Membership.Role, position: Position) -> dict[str, str]:
    headers = _signed_in(name, ())
    Membership.objects.create(user=User.objects.get(username=name), role=role, position=position)
    return headers


def _bearer(header: str) -> dict[str, str]:
    return {"authorization": header}


def _cookie(cookie: str) -> dict[str, str]:
    return {"cookie": cookie, "origin": settings.PUBLIC_URL}


def _expired(interview: Interview) -> str:
    before = set(AccessToken.objects.values_list("pk", flat=True))
    header = bearer_header(interview)
    AccessToken.objects.exclude(pk__in=before).update(expires_at=Now())
    return header


def _signed_in(name: str, actions: tuple[str, ...], is_superuser: bool = False) -> dict[str, str]:
    user = User.objects.create_user(name, is_staff=True, is_superuser=is_superuser)
    of_interviews = Permission.objects.filter(content_type__app_label="interviews")
    user.user_permissions.set([one for one in of_interviews if one.codename.startswith(actions)] if actions else [])
    client = Client()
    client.force_login(user)
    return _cookie(f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}")
